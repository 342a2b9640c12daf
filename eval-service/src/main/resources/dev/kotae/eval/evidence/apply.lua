-- Applies events of one topic's partition and advances its offset, or does nothing at all.
-- KEYS[1] the partition's state; every other key carries the same hash tag and the name that the state gives to the counts.
-- ARGV topic, topic id, offset before, offset after, most models, most slices, then the events:
--   answer <question> <n> <slice> <slice's JSON> <model> <other slice> <other slice's JSON> <counters> <rest>
--   erase <question> <n>
--   rate <question> <n> <stars|offset|millis|user>      withdraw <question> <n>
--   vote <question> <preferred|order|offset|millis|user>  unvote <question> <user>
-- <counters>: names with what they go up by, as in "answered prompt=100 total:300". The answer is kept as <slice|counters|rest>.
-- Returns 1, or 0 where the offset was another one.
local state = KEYS[1]
local field = 'position:' .. ARGV[1]
if redis.call('HGET', state, field) ~= ARGV[2] .. ':' .. ARGV[3] then
  return 0
end
local GONE_KEPT = 10000
local most_models, most_slices = tonumber(ARGV[5]), tonumber(ARGV[6])
local base = string.sub(state, 1, -6) .. redis.call('HGET', state, 'counts') .. ':'
local answers, ratings, votes = base .. 'answers', base .. 'ratings', base .. 'votes'
local slices, models = base .. 'slices', base .. 'models'
local changes, gone = base .. 'changes', base .. 'gone'

local deltas = {} -- by slice, by counter: events of one slice are written together
local touched = {} -- questions that are judged, or were until now

local function add(slice, counters, sign)
  local of_slice = deltas[slice]
  if not of_slice then
    of_slice = {}
    deltas[slice] = of_slice
  end
  for name, by in string.gmatch(counters, '([^ =]+)=?(%d*)') do
    of_slice[name] = (of_slice[name] or 0) + sign * (by == '' and 1 or tonumber(by))
  end
end

local function stars(rating)
  return 'stars:' .. string.sub(rating, 1, 1)
end

-- The slice to count in: its own, or the day's other one where there are too many
local function open_slice(id, json, model, other, other_json)
  if redis.call('HEXISTS', slices, id) == 1 then
    return id
  end
  if redis.call('HLEN', slices) >= most_slices
    or (redis.call('HEXISTS', models, model) == 0 and redis.call('HLEN', models) >= most_models) then
    id, json, model = other, other_json, '(other)'
  end
  if redis.call('HSETNX', slices, id, json) == 1 then
    redis.call('HINCRBY', models, model, 1)
  end
  return id
end

local function close_slice(id)
  local json = redis.call('HGET', slices, id)
  if json then
    redis.call('HDEL', slices, id)
    local model = cjson.decode(json).model
    if redis.call('HINCRBY', models, model, -1) <= 0 then
      redis.call('HDEL', models, model)
    end
  end
end

-- An answer's share: in (sign 1) or out (sign -1), its rating's with it
local function share(id, answer, sign)
  local slice, counters = string.match(answer, '^([^|]*)|([^|]*)|')
  add(slice, counters, sign)
  local rating = redis.call('HGET', ratings, id)
  if rating then
    add(slice, stars(rating), sign)
  end
end

local function erase_answer(id)
  local old = redis.call('HGET', answers, id)
  if old then
    share(id, old, -1)
    redis.call('HDEL', answers, id)
  end
end

local function replace_rating(id, rating)
  local answer, old = redis.call('HGET', answers, id), redis.call('HGET', ratings, id)
  if answer then
    local slice = string.match(answer, '^[^|]*')
    if old then
      add(slice, stars(old), -1)
    end
    if rating then
      add(slice, stars(rating), 1)
    end
  end
  if rating then
    redis.call('HSET', ratings, id, rating)
  elseif old then
    redis.call('HDEL', ratings, id)
  end
end

local i = 7
while i <= #ARGV do
  local event, question = ARGV[i], ARGV[i + 1]
  local id = question .. '.' .. ARGV[i + 2]
  touched[question] = true
  if event == 'answer' then
    erase_answer(id)
    local slice = open_slice(ARGV[i + 3], ARGV[i + 4], ARGV[i + 5], ARGV[i + 6], ARGV[i + 7])
    local answer = slice .. '|' .. ARGV[i + 8] .. '|' .. ARGV[i + 9]
    redis.call('HSET', answers, id, answer)
    share(id, answer, 1)
    i = i + 10
  elseif event == 'erase' then
    erase_answer(id)
    i = i + 3
  elseif event == 'rate' then
    replace_rating(id, ARGV[i + 3])
    i = i + 4
  elseif event == 'withdraw' then
    replace_rating(id, false)
    i = i + 3
  elseif event == 'vote' then
    redis.call('HSET', votes, question, ARGV[i + 2])
    i = i + 3
  else
    local vote = redis.call('HGET', votes, question)
    if vote and string.match(vote, '^[^|]*|[^|]*|[^|]*|[^|]*|(.*)$') == ARGV[i + 2] then
      redis.call('HDEL', votes, question)
    end
    i = i + 3
  end
end

local sequence = redis.call('HINCRBY', state, 'sequence', 1)

local function changed(member)
  redis.call('ZADD', changes, sequence, member)
  redis.call('ZREM', gone, member)
end

local function left(member)
  if redis.call('ZREM', changes, member) == 1 then
    redis.call('ZADD', gone, sequence, member)
  end
end

for slice, counters in pairs(deltas) do
  local key = base .. 'slice:' .. slice
  for name, by in pairs(counters) do
    if by ~= 0 and redis.call('HINCRBY', key, name, string.format('%.0f', by)) == 0 then
      redis.call('HDEL', key, name)
    end
  end
  if redis.call('EXISTS', key) == 1 then
    changed('s:' .. slice)
  else
    close_slice(slice)
    left('s:' .. slice)
  end
end

for question in pairs(touched) do
  if redis.call('HEXISTS', votes, question) == 1
    or redis.call('HEXISTS', ratings, question .. '.1') == 1
    or redis.call('HEXISTS', ratings, question .. '.2') == 1 then
    changed('q:' .. question)
  else
    left('q:' .. question)
  end
end

-- Who reads changes and has not heard of those forgotten here must read all anew
local surplus = redis.call('ZCARD', gone) - GONE_KEPT
if surplus > 0 then
  redis.call('HSET', state, 'floor', redis.call('ZRANGE', gone, surplus - 1, surplus - 1, 'WITHSCORES')[2])
  redis.call('ZREMRANGEBYRANK', gone, 0, surplus - 1)
end

redis.call('HSET', state, field, ARGV[2] .. ':' .. ARGV[4])
return 1
