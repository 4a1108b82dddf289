-- Writes if the envelope that is there has the version.
-- KEYS: where. ARGV: the 16 bytes of the version, what to write, its time to live in milliseconds or ''; a channel and a message to publish there, or
-- neither.
-- Answers 1 if it was written, 0 if nothing is there, else the first bytes of what is there.
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
local there = redis.pcall('GETRANGE', KEYS[1], 0, 35)
if type(there) ~= 'string' then
  return ''
end
if there == '' and redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
if #there < 36 or string.sub(there, 1, 3) ~= '\217JD' or string.sub(there, 9, 24) ~= ARGV[1] then
  return there
end
if ARGV[3] == '' then
  redis.call('SET', KEYS[1], ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
if #ARGV == 6 then
  redis.pcall('PUBLISH', ARGV[4], ARGV[5])
end
return 1
