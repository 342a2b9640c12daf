-- Applies events of one topic's partition and advances its offset, or does nothing at all.
-- KEYS[1] the partition's state; every other key carries the same hash tag and the name that the state gives to the counts.
-- ARGV topic, topic id, offset before, offset after, most models, most slices, number of slices, the slices, then the events.
-- A slice: <id> <JSON> <model> <id of its day's other one> <that one's JSON>. An event, which names a slice by its number, from 1:
--   answer <question>.<n> <slice> <counters> <rest>
--   erase <question>.<n>
--   rate <question>.<n> <stars|offset|millis|user>        withdraw <question>.<n>
--   vote <question> <preferred|order|offset|millis|user>  unvote <question> <user>
-- <counters>: names with what they go up by, as in "answered prompt=100 total:300". The answer is kept as <slice|counters|rest>.
-- All that the events are joined with is read first and all that they change is written last, many fields at a time: Redis has one
-- thread, and a call from a script costs more than what it does.
-- Returns 1, or 0 where the offset was another one.
local state = KEYS[1]
local field = 'position:' .. ARGV[1]
if redis.call('HGET', state, field) ~= ARGV[2] .. ':' .. ARGV[3] then
  return 0
end
local GONE_KEPT = 10000
local AT_ONCE = 4000 -- arguments of a call: a script's stack holds 8000
local EXACT_DIGITS = 15 -- so many a double holds
local most_models, most_slices = tonumber(ARGV[5]), tonumber(ARGV[6])
local base = string.sub(state, 1, -6) .. redis.call('HGET', state, 'counts') .. ':'
local slices, models = base .. 'slices', base .. 'models'
local changes, gone = base .. 'changes', base .. 'gone'

local function call_in_parts(command, key, arguments)
  for from = 1, #arguments, AT_ONCE do
    redis.call(command, key, unpack(arguments, from, math.min(from + AT_ONCE - 1, #arguments)))
  end
end

-- What a hash holds, as events change it; false where it holds nothing
local function lines(key)
  return { key = key, asked = {}, was = {}, now = {} }
end

local function ask(hash, name)
  if hash.now[name] == nil then
    hash.now[name] = false
    hash.asked[#hash.asked + 1] = name
  end
end

local function read(hash)
  for from = 1, #hash.asked, AT_ONCE do
    local to = math.min(from + AT_ONCE - 1, #hash.asked)
    for i, value in ipairs(redis.call('HMGET', hash.key, unpack(hash.asked, from, to))) do
      local name = hash.asked[from + i - 1]
      hash.was[name], hash.now[name] = value, value
    end
  end
end

local function write(hash)
  local set, deleted = {}, {}
  for _, name in ipairs(hash.asked) do
    local value = hash.now[name]
    if value and value ~= hash.was[name] then
      set[#set + 1] = name
      set[#set + 1] = value
    elseif not value and hash.was[name] then
      deleted[#deleted + 1] = name
    end
  end
  call_in_parts('HSET', hash.key, set)
  call_in_parts('HDEL', hash.key, deleted)
end

local answers, ratings, votes = lines(base .. 'answers'), lines(base .. 'ratings'), lines(base .. 'votes')
local touched = {} -- questions
local seen = {}

local LENGTHS = { answer = 5, erase = 2, rate = 3, withdraw = 2, vote = 3, unvote = 3 }
local first_slice = 8
local first_event = first_slice + 5 * tonumber(ARGV[7])
local i = first_event
while i <= #ARGV do
  local event, question = ARGV[i], ARGV[i + 1]
  if event ~= 'vote' and event ~= 'unvote' then
    ask(answers, question)
    question = string.sub(question, 1, -3)
  end
  if not seen[question] then
    seen[question] = true
    touched[#touched + 1] = question
    ask(votes, question)
    ask(ratings, question .. '.1')
    ask(ratings, question .. '.2')
  end
  i = i + LENGTHS[event]
end
read(answers)
read(ratings)
read(votes)

local function judged(question, at)
  return votes[at][question] or ratings[at][question .. '.1'] or ratings[at][question .. '.2']
end

local deltas = {} -- by slice, by counter: events of one slice are written together

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

local open = {} -- slices that are known to be there

-- The slice to count in: its own, or the day's other one where there are too many
local function open_slice(number)
  local at = first_slice + 5 * (number - 1)
  local id, json, model = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  if open[id] or redis.call('HEXISTS', slices, id) == 1 then
    open[id] = true
    return id
  end
  if redis.call('HLEN', slices) >= most_slices
    or (redis.call('HEXISTS', models, model) == 0 and redis.call('HLEN', models) >= most_models) then
    id, json, model = ARGV[at + 3], ARGV[at + 4], '(other)'
  end
  if redis.call('HSETNX', slices, id, json) == 1 then
    redis.call('HINCRBY', models, model, 1)
  end
  open[id] = true
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
  if ratings.now[id] then
    add(slice, stars(ratings.now[id]), sign)
  end
end

local function erase_answer(id)
  if answers.now[id] then
    share(id, answers.now[id], -1)
    answers.now[id] = false
  end
end

local function replace_rating(id, rating)
  local answer, old = answers.now[id], ratings.now[id]
  if answer then
    local slice = string.match(answer, '^[^|]*')
    if old then
      add(slice, stars(old), -1)
    end
    if rating then
      add(slice, stars(rating), 1)
    end
  end
  ratings.now[id] = rating
end

i = first_event
while i <= #ARGV do
  local event, id = ARGV[i], ARGV[i + 1]
  if event == 'answer' then
    erase_answer(id)
    local slice = open_slice(tonumber(ARGV[i + 2]))
    local answer = slice .. '|' .. ARGV[i + 3] .. '|' .. ARGV[i + 4]
    answers.now[id] = answer
    share(id, answer, 1)
  elseif event == 'erase' then
    erase_answer(id)
  elseif event == 'rate' then
    replace_rating(id, ARGV[i + 2])
  elseif event == 'withdraw' then
    replace_rating(id, false)
  elseif event == 'vote' then
    votes.now[id] = ARGV[i + 2]
  else
    local vote = votes.now[id]
    if vote and string.match(vote, '^[^|]*|[^|]*|[^|]*|[^|]*|(.*)$') == ARGV[i + 2] then
      votes.now[id] = false
    end
  end
  i = i + LENGTHS[event]
end
write(answers)
write(ratings)
write(votes)

-- Adds to a slice's counters; whether any may have gone
local function count(key, counters)
  local names, set, deleted = {}, {}, {}
  for name, by in pairs(counters) do
    if by ~= 0 then
      names[#names + 1] = name
    end
  end
  for from = 1, #names, AT_ONCE do
    local to = math.min(from + AT_ONCE - 1, #names)
    for at, old in ipairs(redis.call('HMGET', key, unpack(names, from, to))) do
      local name = names[from + at - 1]
      local by = counters[name]
      if old and #old > EXACT_DIGITS then
        if redis.call('HINCRBY', key, name, string.format('%.0f', by)) == 0 then
          deleted[#deleted + 1] = name
        end
      else
        local sum = (old and tonumber(old) or 0) + by
        if sum ~= 0 then
          set[#set + 1] = name
          set[#set + 1] = string.format('%.0f', sum)
        else
          deleted[#deleted + 1] = name
        end
      end
    end
  end
  call_in_parts('HSET', key, set)
  call_in_parts('HDEL', key, deleted)
  return #set == 0
end

local changed, not_gone, left = {}, {}, {}
local sequence = redis.call('HINCRBY', state, 'sequence', 1)

local function note_change(member)
  changed[#changed + 1] = sequence
  changed[#changed + 1] = member
  not_gone[#not_gone + 1] = member
end

local function note_end(member)
  if redis.call('ZREM', changes, member) == 1 then
    left[#left + 1] = sequence
    left[#left + 1] = member
  end
end

for slice, counters in pairs(deltas) do
  local key = base .. 'slice:' .. slice
  if count(key, counters) and redis.call('EXISTS', key) == 0 then
    close_slice(slice)
    note_end('s:' .. slice)
  else
    note_change('s:' .. slice)
  end
end

for _, question in ipairs(touched) do
  if judged(question, 'now') then
    note_change('q:' .. question)
  elseif judged(question, 'was') then
    note_end('q:' .. question)
  end
end
call_in_parts('ZADD', changes, changed)
call_in_parts('ZREM', gone, not_gone)
call_in_parts('ZADD', gone, left)

-- Who reads changes and has not heard of those forgotten here must read all anew
local surplus = redis.call('ZCARD', gone) - GONE_KEPT
if surplus > 0 then
  redis.call('HSET', state, 'floor', redis.call('ZRANGE', gone, surplus - 1, surplus - 1, 'WITHSCORES')[2])
  redis.call('ZREMRANGEBYRANK', gone, 0, surplus - 1)
end

redis.call('HSET', state, field, ARGV[2] .. ':' .. ARGV[4])
return 1
