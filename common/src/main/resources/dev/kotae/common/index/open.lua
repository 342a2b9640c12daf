-- Names the live generation where there is none, or where it was built from another topic; what was pinned of that is forgotten.
-- KEYS: live, pinned.  ARGV: generation, topic id.
local live = redis.call('GET', KEYS[1])
if not live or cjson.decode(live)['topicId'] ~= ARGV[2] then
  redis.call('SET', KEYS[1], ARGV[1])
  redis.call('DEL', KEYS[2])
  return 1
end
return 0
