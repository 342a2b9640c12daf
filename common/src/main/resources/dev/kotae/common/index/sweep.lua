-- Deletes, of all chunks ever staged for a document, those that its ledger entry does not list now.
-- KEYS: ledger, chunk set.  ARGV: chunk key prefix.
local listed = {}
local chunks = redis.call('HGET', KEYS[1], 'chunks') or ''
for i = 1, #chunks, 32 do listed[string.sub(chunks, i, i + 31)] = true end
local gone = 0
for _, id in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  if not listed[id] then
    redis.call('UNLINK', ARGV[1] .. id)
    redis.call('SREM', KEYS[2], id)
    gone = gone + 1
  end
end
return gone
