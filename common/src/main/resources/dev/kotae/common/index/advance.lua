-- Advances a partition's offset by compare-and-set.  KEYS: offset.  ARGV: from, to.
if (redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
