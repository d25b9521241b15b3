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


## 课程：各是什么

lesson-ten-goroutines = 十个 goroutine
lesson-ten-goroutines-summary = 一把锁，一个 channel，还有一个先等待、后接收的 main：每次都会卡住。
lesson-lock-contention = 等一把锁
lesson-lock-contention-summary = 谁等多久，叫醒的顺序又改变了什么。
lesson-counting = 一起数数
lesson-counting-summary = 一个计数器，许多人来加，更新就这样丢了。
lesson-queueing = 生产者和消费者
lesson-queueing-summary = 中间隔着一个队列：满着，空着，或者只是当面交接。

## 课程：可以调的

param-goroutines = goroutine 个数
param-variant = 程序
param-channel-capacity = channel 的容量
param-locks = 锁的个数
param-rounds = 每个用几次锁
param-hold = 每次握锁多久（毫秒）
param-wake = 叫醒谁
param-increments = 每个加几次
param-producers = 生产者
param-consumers = 消费者
param-queue-capacity = 队列里的位置
param-items = 每个生产者做几件
param-produce = 做一件要多久（毫秒）
param-consume = 用一件要多久（毫秒）

variant-original = 原来的程序
variant-no-mutex = 去掉互斥锁
variant-unlock-first = 发送之前先放开锁
variant-buffered = 修复：带缓冲的 channel
variant-receive-first = 修复：先接收，再等待
variant-closer = 修复：另请一个 goroutine 来等和关闭
variant-unprotected = 没有保护
variant-mutex = 用互斥锁
variant-atomic = 原子操作
variant-owner = 只归一个
wake-go = Go 的规则
wake-fifo = 先来先得
wake-any = 随便哪一个

## 课程：有名字的时刻

moment-start = 开始
moment-first-block = 第一次等待
moment-first-hand-off = 第一次直接交接
moment-first-lost-update = 第一次丢失更新
moment-deadlock = 死锁
moment-end = 结束

## 课程：不行的

at-column = 第 { $column } 个字：{ $error }
value-no-such-param = 没有叫“{ $param }”的参数。
value-twice = { $param } 给了两次。
value-not-a-number = { $param } 应当是整数，不能是“{ $given }”。
value-out-of-range = { $param } 应当在 { $min } 到 { $max } 之间，不能是 { $given }。
value-not-an-option = { $param } 不能是“{ $given }”，只能是{ $options }。
address-no-such-lesson = 没有叫“{ $given }”的课程。有的是{ $lessons }。
address-no-such-moment = 课程 { $lesson } 里没有叫“{ $given }”的时刻。有的是{ $moments }。
