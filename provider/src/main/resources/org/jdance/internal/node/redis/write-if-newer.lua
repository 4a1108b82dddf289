-- Writes envelopes unless one of the same or a later version is there.
-- KEYS: where. ARGV: for each key the envelope and its time to live in milliseconds, or ''.
-- Answers for each key 1 if it was written, the header of what stood against it, or the error that writing it met.
-- Versions are compared as four words, since Lua compares strings by the server's locale and 64-bit numbers inexactly.
local answers = {}
for i, key in ipairs(KEYS) do
  local envelope, life = ARGV[2 * i - 1], ARGV[2 * i]
  local there = redis.pcall('GETRANGE', key, 0, 35)
  local newer = true
  if type(there) == 'string' and #there == 36 and string.sub(there, 1, 3) == '\217JD' then
    local a1, a2, a3, a4 = struct.unpack('>I4I4I4I4', envelope, 9)
    local b1, b2, b3, b4 = struct.unpack('>I4I4I4I4', there, 9)
    if a1 ~= b1 then
      newer = a1 > b1
    elseif a2 ~= b2 then
      newer = a2 > b2
    elseif a3 ~= b3 then
      newer = a3 > b3
    else
      newer = a4 > b4
    end
  end
  if newer then
    local done
    if life == '' then
      done = redis.pcall('SET', key, envelope)
    else
      done = redis.pcall('SET', key, envelope, 'PX', life)
    end
    answers[i] = done.err and done or 1
  else
    answers[i] = there
  end
end
return answers
