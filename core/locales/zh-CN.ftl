### Lockstep 能说的每一句话，简体中文。各条消息及其变量与 en.ftl 相同。

## 列表、范围、单位

list-next = { $items }、{ $next }
list-last = { $items } 和 { $last }
list-range = { $first } 到 { $last }
list-others = 另外 { $count } 个
duration-seconds = { $number } 秒
duration-milliseconds = { $number } 毫秒
duration-microseconds = { $number } 微秒
duration-nanoseconds = { $number } 纳秒

## 现在在哪里

step-of = 第 { $step } 步，共 { $length } 步
