-- Where a topic's partition has got to; a topic seen for the first time, or made anew, begins at 0.
-- KEYS[1] the partition's state; ARGV topic, topic id, a fresh name for the counts
-- Returns the next offset, and how many abandoned counts wait to be swept.
local state, abandoned = KEYS[1], string.gsub(KEYS[1], 'state$', 'abandoned')
local field = 'position:' .. ARGV[1]
local position = redis.call('HGET', state, field)
if position and string.sub(position, 1, #ARGV[2] + 1) == ARGV[2] .. ':' then
  return { string.sub(position, #ARGV[2] + 2), redis.call('SCARD', abandoned) }
end
local counts = redis.call('HGET', state, 'counts')
if position then
  -- The topic was made anew: what was counted from it is joined with the other topic's, so both begin again
  redis.call('SADD', abandoned, counts)
  redis.call('DEL', state)
  counts = false
end
if not counts then
  redis.call('HSET', state, 'counts', ARGV[3])
end
redis.call('HSET', state, field, ARGV[2] .. ':0')
return { '0', redis.call('SCARD', abandoned) }
