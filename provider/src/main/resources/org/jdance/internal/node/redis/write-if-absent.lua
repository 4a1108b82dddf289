-- Writes if nothing is there.
-- KEYS: where. ARGV: what to write, its time to live in milliseconds or ''; a channel and a message to publish there, or neither.
-- Answers 1 if it was written, 0 if something is there.
-- With the guard's head as the last of ARGV, the last of KEYS is the stamp: under another one nothing is done, and the answer is nil and its first bytes.
local head = ARGV[#ARGV]
if head ~= '' then
  local stamp = redis.pcall('GETRANGE', KEYS[#KEYS], 0, 35)
  if type(stamp) ~= 'string' then
    stamp = ''
  end
  if string.sub(stamp, 1, 24) ~= head then
    return {false, stamp}
  end
end
local done
if ARGV[2] == '' then
  done = redis.call('SET', KEYS[1], ARGV[1], 'NX')
else
  done = redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])
end
if done then
  if #ARGV == 5 then
    redis.pcall('PUBLISH', ARGV[3], ARGV[4])
  end
  return 1
end
return 0
