-- Changes the life of what is there, and with a patch the deadline inside it if it is a live envelope.
-- KEYS: where.
-- ARGV: 1 the time to live from now on in milliseconds, or '' for none; 2 the 12 bytes that replace deadline and check, or '';
-- 3 with a patch, the moment as 8 bytes big-endian; 4 the 16 bytes of the only version to touch, or ''; 5 '1' to answer the value too.
-- Answers an array: 1 if it was touched, 0 if nothing live is there, 2 if another version is; the first bytes of what is there; and with 5 the value
-- as it was before, or nothing.
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
local whole = false
local there
if ARGV[5] == '1' then
  whole = redis.pcall('GET', KEYS[1])
  if type(whole) == 'table' then
    return {0, '', ''}
  end
  if not whole then
    return {0, '', false}
  end
  there = string.sub(whole, 1, 36)
else
  there = redis.pcall('GETRANGE', KEYS[1], 0, 35)
  if type(there) ~= 'string' or (there == '' and redis.call('EXISTS', KEYS[1]) == 0) then
    return {0, '', false}
  end
end
if ARGV[2] ~= '' then
  if #there < 36 or string.sub(there, 1, 3) ~= '\217JD' then
    return {0, there, whole}
  end
  local flags = struct.unpack('>I2', there, 5)
  local tombstone = flags % 2 == 1
  local sliding = math.floor(flags / 4) % 2 == 1
  local d1, d2 = struct.unpack('>I4I4', there, 25)
  local n1, n2 = struct.unpack('>I4I4', ARGV[3], 1)
  local expired = not sliding and (n1 > d1 or (n1 == d1 and n2 >= d2))
  if tombstone or expired then
    return {0, there, whole}
  end
  if ARGV[4] ~= '' and string.sub(there, 9, 24) ~= ARGV[4] then
    return {2, there, whole}
  end
  redis.call('SETRANGE', KEYS[1], 24, ARGV[2])
end
if ARGV[1] == '' then
  redis.call('PERSIST', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return {1, there, whole}
