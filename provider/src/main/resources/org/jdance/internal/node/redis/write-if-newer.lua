-- Writes envelopes unless one of the same or a later version is there.
-- KEYS: where. ARGV: 1 how; then for each key the envelope and its time to live in milliseconds, or ''.
-- How: '' looks at headers only; 'r' reads all values at once, which is less work where they are small; 'rw' writes all at once too, where none has a
-- time to live.
-- Answers for each key 1 if it was written, the header of what stood against it, or the error that writing it met.
-- With the guard's head as the last of ARGV, the last of KEYS is the stamp: under another one nothing is done, and the answer is nil and its first bytes.
-- Versions are compared as four words, since Lua compares strings by the server's locale and 64-bit numbers inexactly.
local call, sub, words = redis.pcall, string.sub, struct.unpack
local how, head = ARGV[1], ARGV[#ARGV]
local all = how ~= '' and call('MGET', unpack(KEYS)) or nil
local answers, fresh, together, members = {}, {}, {}, {}
local count, last = 0, #KEYS
if all and all.err then
  return all
end
if head ~= '' then
  local stamp
  if all then
    stamp = all[last] or ''
  else
    stamp = call('GETRANGE', KEYS[last], 0, 35)
    if type(stamp) ~= 'string' then
      stamp = ''
    end
  end
  if sub(stamp, 1, 24) ~= head then
    return {false, sub(stamp, 1, 36)}
  end
  last = last - 1
end
for i = 1, last do
  local key, envelope, life = KEYS[i], ARGV[2 * i], ARGV[2 * i + 1]
  local there
  if all then
    there = fresh[key] or all[i]
  else
    there = call('GETRANGE', key, 0, 35)
  end
  local newer = true
  if type(there) == 'string' and #there >= 36 then
    local magic, b1, b2 = words('>I3xxxxxI4I4', there)
    if magic == 0xD94A44 then
      local a1, a2 = words('>I4I4', envelope, 9)
      if a1 ~= b1 then
        newer = a1 > b1
      elseif a2 ~= b2 then
        newer = a2 > b2
      else
        local a3, a4 = words('>I4I4', envelope, 17)
        local b3, b4 = words('>I4I4', there, 17)
        if a3 ~= b3 then
          newer = a3 > b3
        else
          newer = a4 > b4
        end
      end
    end
  end
  if not newer then
    answers[i] = sub(there, 1, 36)
  elseif how == 'rw' then
    fresh[key] = envelope
    count = count + 1
    together[2 * count - 1] = key
    together[2 * count] = envelope
    members[count] = i
    answers[i] = 1
  else
    local done
    if life == '' then
      done = call('SET', key, envelope)
    else
      done = call('SET', key, envelope, 'PX', life)
    end
    if done.err then
      answers[i] = done
    else
      fresh[key] = envelope
      answers[i] = 1
    end
  end
end
if count > 0 then
  local done = call('MSET', unpack(together))
  if done.err then
    for _, i in ipairs(members) do
      answers[i] = done
    end
  end
end
return answers
