-- What changed in a partition's counts since somebody last read them: slices, and questions that are judged.
-- KEYS[1] the partition's state; ARGV name of the counts that are known, sequence up to which they are known, how many changes at
-- most, the topics of answers and of ratings
-- Returns nothing where nothing is counted, else: name of the counts, sequence from which this goes on (0: what was known is of no
-- use), sequence up to which it goes, 1 where there is more, position of answers, position of ratings, then per change
--   {'s', slice, JSON, counters}   {'q', question, answer 1, answer 2, rating 1, rating 2, vote}   {'s' or 'q', id} where it is gone
-- A reader who has read until there is no more has what was counted at that moment, and nothing of another one.
local state = KEYS[1]
local counts = redis.call('HGET', state, 'counts')
if not counts then
  return {}
end
local base = string.sub(state, 1, -6) .. counts .. ':'
local since = tonumber(ARGV[2])
if counts ~= ARGV[1] or since < tonumber(redis.call('HGET', state, 'floor') or '0') then
  since = 0
end
local upto = tonumber(redis.call('HGET', state, 'sequence') or '0')
local most = tonumber(ARGV[3])
local found = redis.call('ZRANGE', base .. 'changes', '(' .. since, '+inf', 'BYSCORE', 'LIMIT', 0, most, 'WITHSCORES')
local more = 0
if #found == 2 * most then
  -- All that one script changed has the same number: it comes whole
  upto = tonumber(found[#found])
  found = redis.call('ZRANGE', base .. 'changes', '(' .. since, upto, 'BYSCORE', 'WITHSCORES')
  more = 1
end

local function text(value)
  return value or ''
end

local function position(topic)
  return text(redis.call('HGET', state, 'position:' .. topic))
end

local result = { counts, since, upto, more, position(ARGV[4]), position(ARGV[5]) }
for i = 1, #found, 2 do
  local kind, id = string.sub(found[i], 1, 1), string.sub(found[i], 3)
  if kind == 's' then
    result[#result + 1] = { kind, id, redis.call('HGET', base .. 'slices', id), redis.call('HGETALL', base .. 'slice:' .. id) }
  else
    local answers = redis.call('HMGET', base .. 'answers', id .. '.1', id .. '.2')
    local ratings = redis.call('HMGET', base .. 'ratings', id .. '.1', id .. '.2')
    result[#result + 1] = {
      kind, id, text(answers[1]), text(answers[2]), text(ratings[1]), text(ratings[2]),
      text(redis.call('HGET', base .. 'votes', id)),
    }
  end
end
if since > 0 then
  for _, member in ipairs(redis.call('ZRANGE', base .. 'gone', '(' .. since, upto, 'BYSCORE')) do
    result[#result + 1] = { string.sub(member, 1, 1), string.sub(member, 3) }
  end
end
return result
