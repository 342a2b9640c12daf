-- Deletes some of the counts that were abandoned because a topic was made anew; nobody reads or writes them any more.
-- KEYS[1] the set of abandoned counts; ARGV how many slices at most
-- Returns how many abandoned counts are left.
local name = redis.call('SRANDMEMBER', KEYS[1])
if name then
  local base = string.gsub(KEYS[1], 'abandoned$', '') .. name .. ':'
  local slices = redis.call('HRANDFIELD', base .. 'slices', ARGV[1])
  for _, slice in ipairs(slices) do
    redis.call('UNLINK', base .. 'slice:' .. slice)
    redis.call('HDEL', base .. 'slices', slice)
  end
  if #slices == 0 then
    redis.call('UNLINK', base .. 'answers', base .. 'ratings', base .. 'votes', base .. 'models', base .. 'changes', base .. 'gone')
    redis.call('SREM', KEYS[1], name)
  end
end
return redis.call('SCARD', KEYS[1])
