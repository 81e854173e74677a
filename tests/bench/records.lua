-- What wrk sends: the requests of the file it is given, one after the other, each with a one-time number of its own.
function init(args)
  requests = dofile(args[1])
  math.randomseed(tonumber(args[2]))
  last = 0
end

local function number()
  return string.format("%04x%04x%04x%04x%04x%04x%04x%04x",
    math.random(0, 65535), math.random(0, 65535), math.random(0, 65535), math.random(0, 65535),
    math.random(0, 65535), math.random(0, 65535), math.random(0, 65535), math.random(0, 65535))
end

function request()
  last = last % #requests + 1
  local parts = requests[last]
  return parts[1] .. number() .. parts[2]
end
