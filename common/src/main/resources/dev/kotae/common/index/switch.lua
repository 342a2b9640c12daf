-- Makes a generation the live one once it has read every partition as far as the topic reached when it began.
-- KEYS: live, pinned, previous, goals, then the offset of every partition from 0 on.  ARGV: generation, its name.
-- The one that was live until then is kept under previous, for who wants it back.
-- Returns 1 if it was made live by this.
local live = redis.call('GET', KEYS[1])
if (live and cjson.decode(live)['name'] == ARGV[2]) or redis.call('EXISTS', KEYS[2]) == 1 then
  return 0
end
for i = 5, #KEYS do
  local goal = redis.call('HGET', KEYS[4], i - 5)
  if not goal or tonumber(redis.call('GET', KEYS[i]) or '0') < tonumber(goal) then
    return 0
  end
end
if live then
  redis.call('SET', KEYS[3], live)
end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[4])
return 1
