-- Makes a ledger entry the document's state, if the fence lets it and every chunk it lists exists.
-- KEYS: ledger, chunk set.  ARGV: chunk key prefix, topic id, partition, offset, producer version or '',
-- state, version, concatenated chunk ids, entry, receipt, document id, highest version that the change stands for or ''.
-- Versions and offsets are compared as decimal text: Lua's numbers lose digits above 2^53.
local function less(a, b)
  if #a ~= #b then return #a < #b end
  return a < b
end
local prefix, topic, partition, offset, version = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local highest = ARGV[12]
local now = redis.call('HMGET', KEYS[1], 'partition', 'offset', 'highestVersion')
if now[1] then
  local verdict
  if now[1] ~= partition then
    verdict = 'WRONG_PARTITION'
  elseif now[2] == offset then
    verdict = 'SAME'
  elseif version ~= '' and now[3] ~= '' and version ~= now[3] then
    verdict = less(version, now[3]) and 'OLDER' or 'NEWER'
  else
    verdict = less(offset, now[2]) and 'OLDER' or 'NEWER'
  end
  if verdict ~= 'NEWER' then
    return { verdict, redis.call('HGETALL', KEYS[1]) }
  end
  if highest == '' or (now[3] ~= '' and less(highest, now[3])) then highest = now[3] end
end
local chunks = ARGV[8]
for i = 1, #chunks, 32 do
  if redis.call('EXISTS', prefix .. string.sub(chunks, i, i + 31)) == 0 then
    return { 'MISSING' }
  end
end
redis.call('HSET', KEYS[1], 'document', ARGV[11], 'state', ARGV[6], 'topicId', topic, 'partition', partition,
  'offset', offset, 'highestVersion', highest, 'version', ARGV[7], 'chunks', chunks, 'entry', ARGV[9],
  'receipt', ARGV[10])
return { 'FLIPPED' }
