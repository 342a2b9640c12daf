-- Applies events of one topic's partition and advances its offset, or does nothing at all.
-- KEYS[1] the partition's state; every other key carries the same hash tag and the name that the state gives to the counts.
-- ARGV topic, topic id, offset before, offset after, then the events:
--   answer <id> <slice> <slice's JSON> <slice|outcome|prompt tokens|completion tokens|first token's bucket|total's bucket>
--   erase <id>    rate <id> <stars|rating's JSON>    withdraw <id>
-- Returns 1, or 0 where the offset was another one.
local state = KEYS[1]
local field = 'position:' .. ARGV[1]
if redis.call('HGET', state, field) ~= ARGV[2] .. ':' .. ARGV[3] then
  return 0
end
local base = string.sub(state, 1, -6) .. redis.call('HGET', state, 'counts') .. ':'
local answers, ratings, slices = base .. 'answers', base .. 'ratings', base .. 'slices'

local function count(key, counter, by)
  if by ~= 0 and redis.call('HINCRBY', key, counter, by) == 0 then
    redis.call('HDEL', key, counter)
  end
end

local function stars(rating)
  return 'stars:' .. string.sub(rating, 1, 1)
end

local function slice_of(answer)
  return base .. 'slice:' .. string.match(answer, '^[^|]*')
end

-- Puts an answer's share in (sign 1) or takes it out (sign -1), its rating's with it
local function share(answer, rating, sign)
  local slice, outcome, prompt, completion, first, total =
    string.match(answer, '^([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)$')
  local key = base .. 'slice:' .. slice
  count(key, outcome, sign)
  count(key, 'prompt', sign * (tonumber(prompt) or 0))
  count(key, 'completion', sign * (tonumber(completion) or 0))
  if first ~= '' then
    count(key, 'first:' .. first, sign)
  end
  if total ~= '' then
    count(key, 'total:' .. total, sign)
  end
  if rating then
    count(key, stars(rating), sign)
  end
  if redis.call('EXISTS', key) == 0 then
    redis.call('HDEL', slices, slice)
  end
end

local function replace_rating(id, rating)
  local old, answer = redis.call('HGET', ratings, id), redis.call('HGET', answers, id)
  if answer and old then
    count(slice_of(answer), stars(old), -1)
  end
  if answer and rating then
    count(slice_of(answer), stars(rating), 1)
  end
  if rating then
    redis.call('HSET', ratings, id, rating)
  elseif old then
    redis.call('HDEL', ratings, id)
  end
end

local function erase_answer(id, rating)
  local old = redis.call('HGET', answers, id)
  if old then
    share(old, rating, -1)
    redis.call('HDEL', answers, id)
  end
end

local i = 5
while i <= #ARGV do
  local event, id = ARGV[i], ARGV[i + 1]
  if event == 'answer' then
    local rating = redis.call('HGET', ratings, id)
    erase_answer(id, rating)
    redis.call('HSET', answers, id, ARGV[i + 4])
    redis.call('HSET', slices, ARGV[i + 2], ARGV[i + 3])
    share(ARGV[i + 4], rating, 1)
    i = i + 5
  elseif event == 'erase' then
    erase_answer(id, redis.call('HGET', ratings, id))
    i = i + 2
  elseif event == 'rate' then
    replace_rating(id, ARGV[i + 2])
    i = i + 3
  else
    replace_rating(id, false)
    i = i + 2
  end
end
redis.call('HSET', state, field, ARGV[2] .. ':' .. ARGV[4])
return 1
