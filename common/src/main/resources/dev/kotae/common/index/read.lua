-- Reads a document's ledger entry and some of its chunks with their neighbours, all as of one moment.
-- KEYS: ledger.  ARGV: chunk key prefix, then chunk ids.
-- Returns the entry, then per chunk that it lists: id, place from 0, text, language, text before, text after.
local entry = redis.call('HGETALL', KEYS[1])
local chunks, state = '', ''
for i = 1, #entry, 2 do
  if entry[i] == 'chunks' then chunks = entry[i + 1] end
  if entry[i] == 'state' then state = entry[i + 1] end
end
local result = { entry }
if state ~= 'LIVE' then return result end
local places = {}
for i = 1, #chunks, 32 do places[string.sub(chunks, i, i + 31)] = (i - 1) / 32 end
local function text(place)
  if place < 0 or place * 32 >= #chunks then return '' end
  return redis.call('HGET', ARGV[1] .. string.sub(chunks, place * 32 + 1, place * 32 + 32), 'text') or ''
end
for i = 2, #ARGV do
  local place = places[ARGV[i]]
  if place then
    local fields = redis.call('HMGET', ARGV[1] .. ARGV[i], 'text', 'language')
    if fields[1] then
      table.insert(result, { ARGV[i], place, fields[1], fields[2], text(place - 1), text(place + 1) })
    end
  end
end
return result
