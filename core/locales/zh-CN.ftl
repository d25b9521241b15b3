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
clock = { $time }
dump-more = …另有 { $count } 个 goroutine
step-spoken = { $place }。{ $sentence }
start = 还什么都没发生。先走的是 { $worker }。
start-empty = 什么都没发生，也不会发生什么。

## 这一步做了什么：各一句话

step-locks = { $worker } 拿到了 { $object }。
step-locks-woken = { $worker } 再试一次，拿到了 { $object }。
step-lock-blocks = { $worker } 停在 { $object } 上，锁在 { $holder } 手里{ $ahead ->
    [0] {""}
   *[other] ，前面还排着 { $ahead } 个
}。
step-lock-blocks-free = { $worker } 停在 { $object } 上{ $ahead ->
    [0] {""}
   *[other] ，前面还排着 { $ahead } 个
}。
step-lock-lost = { $worker } 再试一次，但 { $holder } 抢先拿走了 { $object }，只好继续等，排在最前。
step-lock-lost-free = { $worker } 再试一次，没拿到 { $object }，继续等，排在最前。
step-lock-starves = { $worker } 被插队太久了：{ $object } 下次会直接交给它。
step-try-yes = { $worker } 试着拿 { $object }，拿到了。
step-try-no = { $worker } 试着拿 { $object }，锁被占着，没拿就继续走。
step-unlocks = { $worker } 放开了 { $object }。
step-unlocks-others = { $worker } 放开了 { $object }，而拿着它的是 { $holder }。
step-unlocks-to = { $worker } 放开 { $object }，直接交给 { $next }。
step-reads-under = { $worker } 拿到 { $object } 的读锁。
step-read-blocks = { $worker } 拿不到 { $object } 的读锁，等着{ $ahead ->
    [0] {""}
   *[other] ，前面还有 { $ahead } 个要读的
}：{ $because }。
step-writes-under = { $worker } 拿到 { $object } 的写锁。
step-write-blocks = { $worker } 拿不到 { $object } 的写锁，等着{ $ahead ->
    [0] {""}
   *[other] ，前面还有 { $ahead } 个要写的
}：{ $because }。
because-writes = { $holder } 正在写
because-reads = { $readers } 正在读
because-writer-waits = { $writer } 等着要写，它优先
because-taken = 锁被占着
step-read-unlocks = { $worker } 放开了 { $object } 的读锁。
step-sends-to = { $worker } 把 { $value } 发到 { $object }，{ $to } 收到了。
step-sends-buffer = { $worker } 把 { $value } 放进 { $object }：{ $capacity } 格用了 { $filled } 格。
step-send-blocks = { $worker } 要把 { $value } 发到 { $object }，等人来收。
step-send-blocks-full = { $worker } 要把 { $value } 发到 { $object }，可缓冲满了，只好等。
step-send-nil = { $worker } 向 nil channel 发送：会永远等下去。
step-receives-from = { $worker } 从 { $object } 收到 { $from } 发来的 { $value }。
step-receives-buffer = { $worker } 从 { $object } 取出 { $value }：{ $capacity } 格还占着 { $filled } 格。
step-receives-buffer-refilled = { $worker } 从 { $object } 取出 { $value }，{ $from } 的值补了进来：{ $capacity } 格用了 { $filled } 格。
step-receives-closed = { $worker } 从 { $object } 接收，得知它已关闭，也已取空。
step-receive-blocks = { $worker } 要从 { $object } 接收，里面没有东西，只好等。
step-receive-nil = { $worker } 从 nil channel 接收：会永远等下去。
step-closes = { $worker } 关闭了 { $object }。
step-length = { $worker } 问 { $object } 里有多少个值：{ $value }。
step-length-nil = { $worker } 问 nil channel 里有多少个值：没有。
step-select = select 选中一个分支：{ $step }
step-select-default = { $worker } 的 select 没有就绪的分支，走 default。
step-select-blocks = { $worker } 的 select 没有就绪的分支，等在 { $objects }。
step-select-never = { $worker } 停在一个永远走不下去的 select 里。
step-adds = { $worker } 给 { $object } 加上 { $delta }，现在还差 { $count } 个 Done。
step-done = { $worker } 做完了自己那份：{ $object } 还差 { $count } 个 Done。
step-done-last = { $worker } 做完了自己那份：{ $object } 不再差 Done 了。
step-release = { $worker } 叫醒在等 { $object } 的 { $workers }。
step-wait-woken = { $worker } 等到了 { $object }，继续走。
step-wait-passes = { $worker } 见 { $object } 没有要等的，继续走。
step-wait-blocks = { $worker } 等着 { $object }，还差 { $count } 个 Done。
step-loads = { $worker } 读 { $object }：{ $value }。
step-stores = { $worker } 把 { $value } 写进 { $object }。
step-stores-over = { $worker } 把 { $value } 写进 { $object }，却没看到 { $other } 刚写的值：那次更新丢了。
step-atomic-adds = { $worker } 一口气给 { $object } 加上 { $delta }：{ $value }。
step-swaps = { $worker } 把 { $value } 换进 { $object }，换出 { $old }。
step-compares-yes = { $worker } 见 { $object } 没变，把它改成 { $value }。
step-compares-no = { $worker } 见 { $object } 变了，不去动它。
step-sleeps = { $worker } 睡到 { $until }。
step-sleeps-not = { $worker } 睡了零秒。
step-wakes-up = { $worker } 在 { $now } 醒来。
step-time-moves = 时间走到 { $now }，{ $worker } 醒来。
step-yields = { $worker } 让别人先走。
step-prints = { $worker } 打印“{ $text }”。
step-join-passes = { $worker } 见 { $other } 已经结束。
step-join-blocks = { $worker } 等 { $other } 结束。
step-spawns = { $worker } 启动了 { $other }。
step-returns = { $worker } 返回了。
step-fatal = { $worker } 要{ $does }，程序就此终止：{ $text }
step-refused = { $worker } 要{ $does }，被拒绝了：{ $text }。
story = { $sentences }
step-passes = { $worker } 继续走。
tail-woken = { $workers } 被叫醒，再去试一次。
tail-goes-on = { $workers } 可以继续走了。
tail-receives = { $workers } 什么也收不到了：channel 已关闭。
tail-takes = { $workers } 拿到了 { $object }。
tail-refused = { $worker } 被拒绝了：{ $text }。
tail-exits = { $workers } 走到了终点。
tail-starving = { $object } 从现在起按顺序直接交给等的人。
tail-starving-over = { $object } 又是谁先到归谁了。

## 为什么等

wait-lock = { $who } 在等 { $object }
wait-lock-held = { $who } 在等 { $object }，锁在 { $holder } 手里
wait-lock-behind = { $who } 在等 { $object }，锁在 { $holder } 手里，前面还排着 { $ahead } 个
wait-read = { $who } 在等 { $object } 的读锁：{ $because }
wait-write = { $who } 在等 { $object } 的写锁：{ $because }
wait-send = { $who } 等人从 { $object } 接收
wait-room = { $who } 等 { $object } 腾出空位
wait-receive = { $who } 等人往 { $object } 发送
wait-nil = { $who } 永远等在 nil channel 上
wait-select = { $who } 在 select 里等 { $objects } 中的任一个
wait-select-one = { $who } 在 select 里等 { $objects }
wait-select-never = { $who } 永远停在没有分支的 select 里
wait-count = { $who } 在等 { $object } 还差的 { $count } 个 Done
wait-join = { $who } 在等 { $other } 结束
wait-sleep = { $who } 睡到 { $until }
wait-asleep = { $who } 在睡
who-holds = { $who } 握着 { $objects }，

## 怎样收场

story-deadlock = 谁都走不动了。{ $clauses }。
story-next = { $clauses }；{ $next }
# Without: object
story-only-receives = 只有 { $partner } 会接收，而 { $wait }
# Without: object
story-only-sends = 只有 { $partner } 会发送，而 { $wait }
story-so-far-receives = 从 { $object } 接收过的只有 { $partner }，而 { $wait }
story-so-far-sends = 往 { $object } 发送过的只有 { $partner }，而 { $wait }
story-stuck = 别人还能走，但 { $workers } 再也走不动了。{ $clauses }。
story-stuck-unless = 除非有人替别人放开锁，否则 { $workers } 再也走不动了。{ $clauses }。
story-receivers-done = 从 { $object } 接收过的都结束了
story-senders-done = 往 { $object } 发送过的都结束了，也没有人关闭它
story-nobody-receives = 再没有人会从 { $object } 接收
story-nobody-sends = 再没有人会往 { $object } 发送，也没有人关闭它
story-more = 另有 { $count } 个也握着东西在等
story-more-wait = 另有 { $count } 个在等别的
story-nobody = 谁都不在了
story-cycle = 它们等成了一圈：{ $workers }
end-returned = { $worker } 返回了，大家都做完了。
end-short = { $worker } 返回了，但 { $object } 丢了更新：结果只有 { $value }，少了。
end-leaked = { $worker } 返回了；{ $clauses }。
end-leaked-next = { $clauses }；{ $next }
end-vanish-waiting = { $workers } 随之消失，还在等 { $object }
end-vanish-aside = { $workers } 随之消失，还在等
end-vanish-sleeping = { $workers } 在睡梦中随之消失
end-vanish-more = 另有 { $count } 个也随之消失
end-vanish-ready = { $workers } 没做完就随之消失
end-fault = { $worker } 让程序终止了：{ $text }

## 接下来可以发生什么

choice = { $worker }：{ $does }
do-lock = 锁 { $object }
do-lock-again = 再试一次锁 { $object }
do-lock-starving = 不再和别人抢 { $object }
do-try-lock = 试着锁 { $object }
do-unlock = 放开 { $object }
do-unlock-wakes = 放开 { $object }，叫醒 { $next }
do-read-lock = 拿 { $object } 的读锁
do-try-read-lock = 试着拿 { $object } 的读锁
do-read-unlock = 放开 { $object } 的读锁
do-write-lock = 拿 { $object } 的写锁
do-try-write-lock = 试着拿 { $object } 的写锁
do-write-unlock = 放开 { $object } 的写锁
do-send = 把 { $value } 发到 { $object }
do-receive = 从 { $object } 接收
do-close = 关闭 { $object }
do-length = 问 { $object } 里有多少个值
do-select = select
do-select-case = select：{ $does }
do-select-none = select：没有就绪的分支
do-select-default = select：走 default
do-add = 给 { $object } 加上 { $delta }
do-done = 对 { $object } 调 Done
do-release = 叫醒在等 { $object } 的人
do-wait-return = 等到 { $object }，继续走
do-wait = 等 { $object }
do-load = 读 { $object }
do-store = 把 { $value } 写进 { $object }
do-atomic-add = 一口气给 { $object } 加上 { $delta }
do-swap = 把 { $value } 换进 { $object }
do-compare = 如果 { $object } 没变，改成 { $value }
do-sleep = 睡 { $time }
do-wake = 在 { $until } 醒来
do-yield = 让别人先走
do-print = 打印“{ $text }”
do-join = 等 { $other } 结束
do-spawn = 启动 { $other }
do-return = 返回
do-panic = panic
a-nil-channel = nil channel
a-worker = 另一个 goroutine

## 是什么，怎么样

kind-mutex = 互斥锁
kind-mutex-fifo = 互斥锁，先来先得
kind-mutex-any = 互斥锁，任一等待者接手
kind-rwmutex = 读写锁
kind-channel-unbuffered = 无缓冲 channel
kind-channel-buffered = channel，容量 { $capacity }
kind-waitgroup = WaitGroup
kind-variable = 变量
kind-atomic = 原子变量
card-free = 空着
card-held = 在 { $holder } 手里
card-reading = { $readers } 在读
card-writing = { $holder } 在写
card-starving = 按顺序直接交接
card-waiting = { $count } 个在等
card-filled = { $capacity } 格用了 { $filled } 格
card-values = 里面是 { $values }
card-senders = { $count } 个等着发送
card-receivers = { $count } 个等着接收
card-empty = 里面没有东西
card-closed = 已关闭
card-count = 还差 { $count } 个 Done
card-value = { $value }
card-read-last = 最后读的是 { $worker }
card-written-last = 最后写的是 { $worker }
card-next = { $clauses }，{ $next }
state-running = 在走
state-ready = 能走
state-waiting = 在等
state-sleeping = 在睡
state-done = 结束
state-failed = 出错
state-gone = 消失
about-next = 接下来：{ $does }
about-done = 走到了终点
about-failed = 让程序终止了
about-gone = 随程序消失了
group-state = { $count } 个{ $state }
group-line = { $what }（第 { $line } 行）
group-waiting = { $count } 个在等 { $object }
group-sending = { $count } 个等着往 { $object } 发送
group-receiving = { $count } 个等着从 { $object } 接收
more-objects = 另有 { $count } 个对象
branch = 分支 { $number }，在第 { $step } 步分开
branch-first = 最初的一次
plot-waiting = 在等 { $object }
plot-readers = 在等 { $object } 的读锁
plot-senders = 等着往 { $object } 发送
plot-receivers = 等着从 { $object } 接收
plot-values = { $object } 里的值

## 从别处来的记录

trace-too-large = 这个文件太大，不是能在这里读的记录。
trace-foreign = 这个文件不是 Lockstep 保存的运行。
trace-newer = 这份记录是更新的 Lockstep 做的（版本 { $version }，这里最多读到 { $known }）。
trace-damaged = 这份记录在第 { $line } 行第 { $column } 列坏了：{ $what }。
trace-step = 这份记录坏了：第 { $step } 步没有写是谁走的。
trace-too-long = 这份记录超过 { $most } 步，放不下。
trace-no-token = 这份记录没有写怎样重复这次运行，所以在这里打不开。

## 课程：各是什么

lesson-ten-goroutines = 十个 goroutine
lesson-ten-goroutines-summary = 一把锁，一个 channel，还有一个先等待、后接收的 main：每次都会卡住。
lesson-lock-contention = 等一把锁
lesson-lock-contention-summary = 谁等多久，叫醒的顺序又改变了什么。
lesson-counting = 一起数数
lesson-counting-summary = 一个计数器，许多人来加，更新就这样丢了。
lesson-queueing = 生产者和消费者
lesson-queueing-summary = 中间隔着一个队列：满着，空着，或者只是当面交接。
lesson-lease = 租约
lesson-counters = 跨节点的计数器
lesson-queues = 跨节点的队列
lesson-sizing = 规模

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
variant-closer = 修复：另请一个 goroutine 来等，并关闭 channel
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

## 页面：各个区域

lessons = 课程
lesson-done = 看到过结局
lesson = 课文
pane-program = 程序
pane-stage = 舞台
source = Go 源代码
output = 输出
what-happened = 刚刚发生了什么
who-next = 接下来谁走？
why-not = 其他人为什么走不了
timeline = 时间线
plots = 等待与队列
read-lesson = 阅读课文
back-to-program = 回到程序

## 页面：舞台

zone-ready = 可以走
zone-aside = 不在任何对象旁等待
zone-asleep = 睡着
zone-over = 已结束
seat-holds = 持有者
seat-writes = 写者
seat-reads = 读者
seat-wrote-last = 最后写入
seat-read-last = 最后读取
bench-waits = 等待中
bench-writes = 等待写
bench-reads = 等待读
bench-sends = 等待发送
bench-receives = 等待接收
count-needs = 还差几个 Done
pipe-no-room = 不存任何值
show-why = 画出谁在等谁

## 页面：发生了什么，接着做什么

predict-first = 刚才发生了什么？先说说看。
reveal = 揭晓（H）
working = 正在运行：第 { $step } 步
stop = 停止
try-next = 改一改程序再试
choice-recorded = （与记录相同）
nobody-over = 没有人：运行已经结束。
nobody-now = 此刻没有人能走。
more-choices = 还有 { $count } 个选择没有列出。
nobody-waits = 没有人在等。
no-output = 还没有打印任何内容。
earlier-output = 之前还有 { $count } 行
exit-code = 退出码 { $code }

## 页面：控制

controls = 控制
first = 开头
back = 后退
forward = 前进
last = 结尾
play = 播放
pause = 暂停
next-wait = 下一次等待
position = 运行中的位置
virtual-time = 虚拟时间：只有没有人能走时才前进
jump-to-moment = 跳到…
more = 更多
speed = 速度
one-step-a-second = 每秒 1 步
steps-a-second = 每秒 { $number } 步
policy = 你不选时由谁走
policy-round-robin = 轮流
policy-random = 随机
policy-pct = 随机，专找少见的顺序（PCT）
open-as-go = 作为 Go 程序打开
own-program = 你的 Go 程序
policy-note = 运行从这里起按新的顺序继续，已记录的部分保留为一个分支。PCT 给每个 goroutine 随机的优先级，途中再改几次：只在少见的顺序里才出的错会更早出现。
seed = 种子
another-order = 换一个随机顺序
branches = 这次运行的分支
timeline-window = 运行的第 { $from } 到 { $to } 步
timeline-many = { $count } 个 goroutine，按状态
spoken-playing = 正在播放。

## 页面：图、表、文字

plots-of = 整个已记录的运行，共 { $length } 步
plot-waited = 等待了多少步
nobody-waited = 没有人等待过。
plot-more = 另有 { $count } 个等得更少。
plot-most = 最多 { $number }
steps = { $count } 步
several = 共 { $count } 个
as-table = 看表格
as-text = 看文字
table-objects = 对象
table-workers = goroutine
column-name = 名字
column-kind = 种类
column-state = 状态
column-about = 正要
column-line = 行

## 页面：页眉和由它打开的内容

share = 分享
help = 帮助
close = 关闭
projector = 投影
theme-auto = 主题：自动
theme-light = 主题：浅色
theme-dark = 主题：深色
share-link = 此刻的链接
share-frame = 放进你自己网页的框架
share-note = 两者都带有程序、参数、每一个选择和位置。
share-files = 文件
share-nothing-sent = 不会向任何地方发送数据。
copy = 复制
copied = 已复制。
copy-refused = 这个页面不能复制，请选中文字自行复制。
save-picture = 此刻的图（SVG）
save-source = Go 程序
save-text = 运行的文字记录
save-trace = 运行的数据（JSON）
share-qr = 链接的二维码
share-qr-long = 链接太长，做成二维码手机也读不出来。
open-trace = 打开保存的运行（JSON）
help-what = Lockstep 一步一步地运行并发程序。由你决定接下来谁走，也可以交给它决定；随时可以退回去换一个顺序。
help-keys = 按键
help-signs = 符号
key-step = 后退或前进一步
key-change = 到下一次有人开始或停止等待；配合 ← 则往回
key-ends = 到开头、到结尾
key-play = 播放或暂停
key-choose = 让那个选择发生
key-speed = 慢一些、快一些
key-hide = 隐藏或揭晓发生了什么
key-projector = 投影用的大字
key-help = 本帮助
key-close = 关掉打开的东西
letters-are-keys = 单个字母和数字作为按键

## 做不到的事

notice-not-a-choice = 这里不会发生这件事。
notice-no-texts = 取不到这种语言的文字。请检查网络后再试。
notice-limit = 一次运行最多记录 { $most } 步。可以退回去换一个顺序。
notice-not-deterministic = 重新运行时程序做了别的事（第 { $step } 步），所以无法从这里继续。
notice-parted = 这个链接出自程序的另一个版本。它的运行与今天的运行到第 { $after } 步为止相同，到第 { $by } 步已经不同。
notice-no-moment = 这次运行不会走到这一刻：{ $moment }。
link-position = 链接中的“{ $given }”不是有效的位置。
link-other-program = 这个链接指向这里没有的程序：“{ $given }”。
link-not-a-token = 这不是一次运行的链接。
link-other-version = 这个链接的版本是 { $version }，本页读取的版本是 { $known }。
link-damaged = 这个链接损坏了：有一部分缺失或被改动。
link-too-long = 这个链接太长，不可能是一次运行的链接。

## Go 程序：只有它们才有的

go-find = 查找
go-previous = 上一个
go-next = 下一个
go-match = 当前匹配
go-on-line = 行
go-edit = 编辑
go-example = 程序
go-own = 你自己的程序
go-test = 测试
go-all-tests = 全部，依次运行
go-earlier = 你之前的程序：{ $what }
go-done = 完成
go-keys = 先按 Esc 再按 Tab：离开编辑器。Ctrl Enter：播放。F8：下一个问题。Ctrl F：查找。
go-range-empty = { $low } 到 { $high } 之间什么也没有：小的数在前。
go-range-outside = { $value } 不在 { $low } 到 { $high } 之间，所以不能调。
go-wrong = 程序里的问题
go-problems = 有 { $count } 处问题。现在跑的是上一个没有问题的版本。
go-input = 第 { $line } 行用到标准输入。这里没有标准输入，一读就到末尾。
go-behind = 这是之前的版本：现在写的里面有问题。
go-at-line = 第 { $line } 行
go-endless = { $place }：这会永远继续下去，什么也不再改变。
go-long = { $place }：走了 { $steps } 步还没有结束，也许永远不会结束。按“结尾”继续。
go-limit = { $place }：走了 { $steps } 步还没有结束，最多只记录这么多步。可以退回去试试别的顺序。
go-no-package = 这里没有包 { $path }。
go-packages = 这里有的包
go-older = 循环变量按 Go 1.22 之前的含义
go-step-line = 走一行
go-step-block = 走到它等待
go-no-example = 没有叫“{ $given }”的例子。
go-link-command = 这是命令行给出的调度：它配着程序文件用，里面没有程序本身。请在文件所在的地方运行 lockstep run --schedule s1.… file.go；再加上 --trace run.json，还会把这次运行存成能在这里打开的文件。
go-link-problem = 这个链接里的程序读不了：{ $text }
go-program = Go 程序
go-program-summary = 任何一个小的 Go 程序：像 Go 一样检查，像 Go 一样一步一步走。
go-registers = { $worker } 在 { $object } 领了一个号：从现在起的通知可能就是给它的。
go-condition-blocks = { $worker } 在 { $object } 上等通知。
go-condition-passes = { $worker } 还没等，{ $object } 的通知就到了，继续走。
go-signals = { $worker } 通知 { $object }，叫醒排在最前的一个。
go-signals-nobody = { $worker } 通知 { $object }，但没有人在等。
go-broadcasts = { $worker } 叫醒所有在等 { $object } 的人。
go-broadcasts-nobody = { $worker } 要叫醒在等 { $object } 的所有人，但没有人在等。
go-next-key = { $worker } 取 { $object } 的下一个键。
go-counts-workers = { $worker } 问有多少个 goroutine：{ $value }。
go-sets-timer = { $worker } 设一个 { $time } 后的定时器。
go-stops-timer = { $worker } 停掉一个定时器。
go-fires = 到了 { $now }：一个定时器响了。
go-fires-to = 到了 { $now }：一个定时器响了，{ $to } 从 { $object } 收到它。
go-fires-into = 到了 { $now }：一个定时器响了，{ $object } 里有东西可收。
go-fires-starts = 到了 { $now }：一个定时器响了，启动 { $other }。
go-looks = { $worker } 看一眼 { $object }。
go-finishes-store = { $worker } 把 { $value } 写进 { $object } 写完了，其间没人碰它。
go-computes = { $worker } 继续计算，别人看不到它在做什么。要是一直停不下来，就是死循环。
go-leaves = { $worker } 用 runtime.Goexit 离开。
go-exits = { $worker } 用退出码 { $code } 结束了程序。
go-panics = { $worker } 发生 panic：{ $text }；先执行它的延迟调用（defer）。
go-panics-so = 先执行 { $worker } 的延迟调用（defer）。
go-recovers = { $worker } 用 recover 恢复了：这次 panic 不会结束程序。
go-do-register = 在 { $object } 领一个号
go-do-signal = 通知 { $object }
go-do-broadcast = 叫醒所有在等 { $object } 的人
go-do-next-key = 取 { $object } 的下一个键
go-do-next-key-of = 取 { $object } 剩下的第 { $number } 个键
go-do-count-workers = 问有多少个 goroutine
go-do-set-timer = 设一个 { $time } 后的定时器
go-do-stop-timer = 停掉一个定时器
go-do-fire = 让定时器响
go-do-finish-store = 把 { $value } 写进 { $object } 这件事做完
go-do-fire-at = 在 { $until } 让定时器响
go-do-compute = 继续计算
go-do-leave = 用 runtime.Goexit 离开
go-do-exit = 用退出码 { $code } 结束程序
go-wait-condition = { $who } 等人通知 { $object }
go-wait-own = { $who } 都在第 { $line } 行等，各等各的
go-kind-cond = 等通知的人

## 所有调度：检查一个 Go 程序之后说的话

check-all = 检查所有调度
check-title = 所有调度
check-again = 重新检查
check-further = 把上限放宽到 { $times } 倍，接着找
check-running = 正在逐一尝试所有调度，到现在没有出错。
check-running-samples = 状态太多，看不完：正在逐个试单独的调度，到现在没有出错。
check-running-bounded = 状态太多，看不完：先试抢占次数少的调度，到现在没有出错。
check-now-outcomes = 再看看会有哪些结果。
# Without: count
check-no-more-outcomes = 找有哪些结果时，看了 { $states } 个状态后停下。
# Without: count
check-broke-at-outcomes = 找有哪些结果时，看了 { $states } 个状态后中断，多半是内存不够。
check-ok = 不会出错：{ $count ->
    [1] 只有一个状态
   *[other] 全部 { $states } 个状态都看过了
}。
# Without: count
check-ok-but = 任何调度下都不会死锁、panic 或发生数据竞争，也不会留下一直等下去的 goroutine：全部 { $states } 个状态都看过了。下面的结果对不对，要你来判断。
check-nothing-within = 什么也没发现。这只说明 { $steps } 步以内不会出错。
# Without: count
check-nothing-before-stop = 看了 { $states } 个状态后停下。到现在什么也没发现，但这不说明什么。
# Without: count
check-nothing-before-break = 看了 { $states } 个状态后中断，多半是内存不够。到现在什么也没发现，但这不说明什么。
check-can-deadlock = 会死锁：{ $way }。
check-must-deadlock = 每个调度都以死锁告终：最近的一个 { $way }。
check-can-partly = 一部分 goroutine 会永远卡住，别的还在走：{ $way }。
check-can-race = 两个 goroutine 会争用一个变量：{ $way }。
check-can-starve = 会有 goroutine 饿死：{ $way }。
check-can-livelock = 会一直跑下去而一事无成：{ $way }。
check-can-leak = 会有 goroutine 永远等下去：{ $way }。
check-can-panic = 会 panic：{ $way }。
check-can-die = 会因致命错误而终止：{ $way }。
check-can-fail = 测试会失败：{ $way }。
check-can-vary = 同样的选择会走到不同的状态：{ $way }。
check-besides = { $found }另外还有 { $count } 种会出错的情况。
check-way = { $steps } 步，{ $switches } 次切换
check-awaits = 会出的错和会有的结果，一找到就列在这里。
check-goes-on = 还在继续找。
# Without: count
check-stopped = 看了 { $states } 个状态后停下：可能还有别的。
# Without: count
check-broken = 看了 { $states } 个状态后中断，多半是内存不够：可能还有别的。
check-everything = 全部就是这些：{ $count ->
    [1] 只有一个状态
   *[other] { $states } 个状态都看过了
}。
check-nothing = 什么也没发现。
check-nothing-but-races = 什么也没发现，但有一种数据竞争没有找到底。
check-running-races = 所有状态都看过了。再找只靠时间或某个结果隔开的数据竞争。到现在还没出错。
check-visited = { $count ->
    [1] 只有一个状态，已经看过。
   *[other] { $states } 个状态都看过了。
}
check-nothing-drawn = 用抽到的这些数，什么也没发现。
check-drew = 程序抽了随机数：换别的数，可能还有别的。
check-endless = 没有一个调度会结束。
check-bounded = 看了 { $states } 个状态，{ $steps } 步以内的全都看过{ $preemptions }；另外试了 { $samples }。可能还有别的。
check-preemptions = ，{ $count ->
    [0] 没有抢占
   *[other] 最多 { $count } 次抢占
}的调度也全都看过
check-preempting = { $count } 次抢占
check-any-delay = 时间随时可能流逝。
check-timely = 没有 goroutine 能继续走时，时间才流逝：这里每一步都不花时间。
check-races-within = 只有一种数据竞争没有找到底：两次读写只靠时间，或 TryLock、len、default 的结果隔开。这一种只找到 { $steps } 步以内，再往后也许还有。
check-met-memory = 有的调度用完了这里给程序的全部内存：没有再往下看。
check-met-goroutines = 有的调度启动的 goroutine 比这里允许的还多：没有再往下看。
check-met-stack = 有的调度用完了这里给一个 goroutine 的栈（比 Go 的小）：没有再往下看。多半是没有尽头的递归。
check-races-do-more = 有数据竞争时，真正的 Go 还可能出别的结果：这里所有的读写都是一个接一个发生的。它后面也许还藏着别的数据竞争：改好后再检查一次。
# Without: count
check-states = { $states } 个状态
check-rate = 每秒 { $states } 个
check-depth = 深 { $count } 步
# Without: count
check-samples = { $samples } 个单独的调度
check-memory = { $number } MB
check-findings = 会出的错
check-warnings = 值得一看
check-deadlock = 死锁
check-partial = 局部死锁
check-race = 数据竞争
check-starvation = 饥饿
check-livelock = 活锁
check-leak = 有 goroutine 留下
check-panic = panic
check-fatal = 致命错误
check-test-failure = 测试失败
check-lock-order = 警告：两把锁的加锁顺序相反
check-schedule-dependent = 警告：结果取决于调度
check-not-deterministic = 同样的选择，不同的结果
check-reads = 读
check-writes = 写
check-found-race = { $variable } 上有数据竞争：接下来 { $accesses }，两者谁先谁后没有规定。
check-found-race-apart = { $variable } 上有数据竞争：{ $made }，接下来 { $next }，两者谁先谁后没有规定。
check-found-wrote = { $workers } 已经在第 { $line } 行写过它
check-found-has-read = { $workers } 已经在第 { $line } 行读过它
check-found-next = { $clauses }，{ $next }
check-found-reads = { $workers } 在第 { $line } 行读它
check-found-writes = { $workers } 在第 { $line } 行写它
check-found-leak = 有 goroutine 留下：main 就要返回，而 { $waits }，永远等下去。
check-found-partial = 局部死锁：不管别的怎么走，{ $waits }，永远等下去。
check-found-starvation = 饥饿：最后 { $count } 步可以无限重复，而 { $waits }。
check-found-livelock = 活锁：最后 { $count } 步可以无限重复，却一事无成，{ $goes }。
check-found-waits = { $workers } 在第 { $line } 行等（{ $wait }）
check-found-goes = { $workers } 又回到第 { $line } 行
check-found-order = 加锁顺序相反：{ $takes }。两边若同时走到这里，就会互相等下去。
check-found-takes = { $workers } 在第 { $line } 行按 { $locks } 的顺序拿锁
check-found-dependent = 这个调度的结果和别的不一样：对比一下会有的结果。
check-found-failure = 测试失败：{ $test }。
check-nothing-avoids = 没有一个调度能避开它。
check-repeats = 最后 { $count } 步可以无限重复。
check-from-here = 从第 { $step } 步起就避不开了
check-who = { $workers }
check-outcomes = 会有的结果
check-ways = { $count ->
    [0] 没有结果：没有一个调度会结束。
    [1] 只有一种结果。
   *[other] 有 { $ways } 种结果。
}
# Without: count
check-ways-so-far = 到现在有 { $ways } 种结果。
check-more-ways = 还有 { $count } 种没有列出。
check-prints-nothing = 什么也不打印
check-more-lines = 还有 { $count } 行
check-all-lines = 全部 { $count } 行
check-ends-deadlock = 死锁
check-ends-panic = panic：{ $text }
check-ends-fatal = 致命错误：{ $text }
check-group-by = 分组
check-each = 不分组
check-by-printed = 按打印的内容
check-by-lines = 按打印的各行，不论次序
check-by-ending = 按结束的方式
check-groups = { $count } 组。
check-alike = 另有 { $count } 个与它同组
check-compare = 对比
check-compare-how = 点两种结果的“对比”，就把它们并排放在一起。
check-compare-next = 再选一种来和它对比。
check-beside = 并排对比
check-same = { $count ->
    [0] 第一步就分开了。
   *[other] 前 { $count } 步相同。
}
check-more-steps = 还有 { $count } 步
check-mend = 请先改正程序里的错误。
check-before-edits = 这是最近这次改动之前的程序的结果。
check-map = 所有执行的地图
check-map-how = 每个图形是一个状态，每条线是一个 goroutine 接下来做的事。点一个状态，就沿最短的路走到那里；方向键从一个状态走到另一个。
check-map-run = 粗线是舞台上的这次运行。
check-map-back = 虚线回到先前的状态。
check-map-too-large = 状态不超过 { $most } 个的程序才画所有执行的地图。
check-map-state = 第 { $step } 步：{ $sentence }
check-map-next = 接下来：
check-map-start = 起点
check-map-plain = 一个状态
check-map-found = 有发现
check-map-doomed = 已无法避免
check-map-bad = 出错
check-map-good = 运行到头
check-map-unavoidable = 从这里起，无论谁先走，都会出错。
check-refused = 这里不能检查：页面不允许启动 Web Worker。命令 “lockstep check” 做的是同样的事。

## 集群：有多少锁、计数器和队列

cluster-sizing = n 个节点有多少锁、计数器和队列，由一条规则来定。它们在哪里，换来什么，又付出什么。
cluster-param-nodes = 节点数（n）
cluster-param-rule = 规则
cluster-param-counters = 计数器
cluster-param-queues = 队列
cluster-rule-article = 文章的：⌊n/2⌋
cluster-rule-one = 各一个
cluster-rule-each = 各 n 个
cluster-rule-own = 自己定
cluster-name-article = 文章的规则
cluster-name-one = 各一个
cluster-name-each = 各 n 个
cluster-nodes-count = { $count } 个节点
cluster-locks-count = { $count ->
    [0] 没有锁
   *[other] { $count } 把锁
}
cluster-counters-count = { $count ->
    [0] 没有计数器
   *[other] { $count } 个计数器
}
cluster-queues-count = { $count ->
    [0] 没有队列
   *[other] { $count } 个队列
}
cluster-listed = { $items }
cluster-nothing = 什么也没有
cluster-sized = { $nodes }：{ $locks }、{ $counters }、{ $queues }。
cluster-sized-one = 只有 1 个节点时，按文章的规则是 ⌊1/2⌋ = 0 把锁、0 个计数器：没有第二个节点来共用。谁来要都会被拒绝。
cluster-sized-odd = { $node } 没有伙伴：n 是奇数，所以它不共用锁，也不共用计数器；和别的节点一样，它有自己的队列。
cluster-sized-none = 哪一项是 0，谁来要都会被拒绝。
cluster-thing-shared = { $thing } 在 { $owner } 上；{ $beside } 挨着它，把收到的请求转给它。
cluster-thing-alone = { $thing } 在 { $owner } 上，由它独有。
cluster-node-has = { $node } 有 { $things }。
cluster-node-has-nothing = { $node } 什么也没有。
cluster-node-beside = 它挨着 { $things }。
cluster-map = 集群的地图
cluster-map-how = 按一下节点，或者它有的东西，就能读到它在哪里；方向键从一个走到下一个。
cluster-map-has = 有它
cluster-map-beside = 挨着它，把收到的请求转过去
cluster-ask = 要一个试试
cluster-ask-lock = 要一把锁
cluster-ask-counter = 要一个计数器
cluster-ask-queue = 要一个队列
cluster-ask-granted = 得到了：{ $thing }，在 { $owner } 上。
cluster-ask-rule = 被规则 ⌊n/2⌋ 拒绝：{ $nodes }，{ $kind }。没有第二个节点来共用。
cluster-ask-none = 被拒绝：{ $kind }。
cluster-ask-override = 不管规则：给一把锁、一个计数器
cluster-ask-override-all = 不管规则：缺哪一样，就给一个
cluster-buys = 换来什么，付出什么
cluster-figures = 一个客户端等一把锁要 { $waiting }，每秒完成 { $operations } 次操作，每次操作要 { $messages } 条消息。
cluster-beside = 和“{ $rule }”相比：等锁的时间是它的 { $waiting } 倍，每秒完成的操作是 { $operations } 倍，每次操作的消息是 { $messages } 倍；要照看的东西是 { $kept } 样，而不是 { $others } 样。
cluster-not-measured = 锁、计数器和队列缺了一样，就没有可量的。
cluster-measuring = 量到了 { $nodes } 个节点，一共 { $most } 个
cluster-go-on = 继续
cluster-plot-waiting = 等一把锁的时间
cluster-plot-throughput = 每秒完成的操作
cluster-plot-messages = 每次操作的消息
cluster-plot-at = { $nodes }时：
cluster-plot-how = 指着图看，或者用 ← 和 → 在图上走；按 Enter 就取那个节点数。
cluster-key-step = 少一个或多一个节点
cluster-key-ends = 最少的节点、最多的节点
cluster-plot-work = 每个客户端做八轮：拿一把锁，做半毫秒的事，还回去，给一个计数器加一，再读它，往一个队列里放，再取出来。发到别的节点的消息要走 1 毫秒。时间是虚拟的，在哪台机器上都一样。
cluster-has = 有
cluster-beside-of = 挨着

## 集群：跨节点的租约

cluster-summary = 锁到了另一个进程里，而握着它的人随时可能停住：租约、两个持有者，以及把它们分开的令牌。
cluster-variant-lease = 跨节点的租约锁
cluster-variant-pause = 一次停顿之后有了两个持有者
cluster-variant-token = 让它无害的隔离令牌（fencing token）
cluster-variant-skew = 时钟走慢，有了两个持有者
cluster-variant-anyone = 一次归还，结束了别人的租约
cluster-param-clients = 客户端个数
cluster-param-lease = 租约多长（毫秒）
cluster-param-work = 握锁时做多久的事（毫秒）
cluster-param-faults = 可以亲手弄出什么故障
cluster-param-drawn = 按种子抽取故障（0：不抽）
cluster-faults-none = 没有
cluster-faults-messages = 消息：丢失、重复、迟到、乱序
cluster-faults-pauses = 停顿
cluster-faults-crashes = 崩溃和重启
cluster-faults-partitions = 网络分区
cluster-faults-clocks = 时钟跳变
cluster-faults-all = 以上全部
cluster-faults-skews = 时钟走慢或走快
cluster-moment-lease-over = 一份租约到期
cluster-moment-stale-write = 一次过期的写入
cluster-is-locks = 锁服务
cluster-is-storage = 存储
cluster-is-client = 客户端
cluster-is-faults = 可能的故障
cluster-up = 正常
cluster-paused = 停顿中
cluster-crashed = 已崩溃
cluster-done = 已完成
cluster-parted = 被隔开
cluster-leased = { $worker } 有租约：令牌 { $token }，到 { $until } 为止
cluster-not-leased = 没有人持有租约
cluster-in-line = 排队的：{ $workers }
cluster-value = { $object } 是 { $value }
cluster-value-by = { $object } 是 { $value }，由 { $worker } 写入
cluster-highest = 见过的最大令牌：{ $token }
cluster-refused = 上次拒绝的：令牌 { $token }
cluster-taken-stale = 上次接受的：令牌 { $token }，比它还旧
cluster-holds = 握着锁：令牌 { $token }
cluster-holds-no-more = 以为自己握着锁：令牌 { $token }，租约却已过期
cluster-works = 做事做到 { $until }
cluster-awaits = 在等 { $text } 的回复
cluster-waits-in-line = 在排队等 { $object }
cluster-asks-again = 到 { $until } 再问一次
cluster-clock-ahead = 它的时钟往前跳了 { $time }
cluster-clock-skewed = 每过 10 ms，它的时钟走 { $time }
cluster-flight = { $from } 发给 { $to } 的 { $text }，{ $until } 到
cluster-flight-held = { $from } 发给 { $to } 的 { $text }，对方现在收不了
cluster-flight-lost = { $from } 发给 { $to } 的 { $text } 丢了
cluster-under-way = 在路上的消息
cluster-none-under-way = 路上没有消息。
cluster-by-hand = 可以弄出的故障
cluster-left = 还剩
cluster-left-crashes = { $left }/{ $all } 崩溃
cluster-left-restarts = { $left }/{ $all } 重启
cluster-left-disks = { $left }/{ $all } 其中磁盘清空
cluster-left-pauses = { $left }/{ $all } 停顿
cluster-left-partitions = { $left }/{ $all } 节点被隔开
cluster-left-jumps = { $left }/{ $all } 时钟跳变
cluster-left-skews = { $left }/{ $all } 时钟走慢或走快
cluster-left-losses = { $left }/{ $all } 消息丢失
cluster-left-duplicates = { $left }/{ $all } 消息重复
cluster-left-reorders = { $left }/{ $all } 消息乱序
cluster-left-delays = { $left }/{ $all } 消息迟到
cluster-long = 走了 { $steps } 步还没有结束：节点之间也许会永远互相通报下去。按“结尾”继续。
cluster-nodes = 节点
cluster-knows = 知道什么，在做什么
cluster-message = 消息
cluster-do-take = 收下 { $from } 的 { $text }
cluster-do-lease = 租约在 { $until } 到期
cluster-do-work = 在 { $until } 做完事
cluster-do-again = 在 { $until } 再问一次
cluster-do-give-up = 等到 { $until } 就不再等
cluster-fault-crash = { $node } 崩溃
cluster-fault-restart = { $node } 重启，磁盘上的还在
cluster-fault-restart-empty = { $node } 重启，磁盘是空的
cluster-fault-pause = { $node } 停住一阵子：它被暂停了
cluster-fault-resume = { $node } 停顿结束，继续运行
cluster-fault-part = { $node } 和其他节点断开
cluster-fault-heal = 所有节点又能互相联系
cluster-fault-jump = { $node } 的时钟往前跳 { $time }
cluster-fault-skew = 从现在起，每过 10 ms，{ $node } 的时钟走 { $time }
cluster-fault-lose = { $from } 发给 { $to } 的 { $text } 丢失
cluster-fault-duplicate = { $from } 发给 { $to } 的 { $text } 又来一份
cluster-fault-reorder = { $from } 发给 { $to } 的 { $text } 排到下一条之后
cluster-fault-delay = { $from } 发给 { $to } 的 { $text } 迟到
cluster-fault-crash-amid = { $to } 收下 { $from } 的 { $text }，随即崩溃：已经回复，还没有写盘
cluster-strikes = { $fault }。
cluster-start = { $count } 个客户端来要锁，消息都在路上。一条消息要走 1 毫秒。
cluster-takes = { $worker } 收下 { $from } 的 { $text }。
cluster-comes-to-crashed = { $from } 的 { $text } 到了 { $worker }，可它已经崩溃，消息丢了。
cluster-lease-over = 到 { $now } 了：{ $worker } 发出的租约到期。
cluster-work-over = 到 { $now } 了：{ $worker } 做完了事。
cluster-again = 到 { $now } 了：{ $worker } 还没有等到回复，再问一次。
cluster-gives-up = 到 { $now } 了：{ $worker } 不再等了。
cluster-grants = { $holder } 得到 { $object } 的租约，到 { $until } 为止，令牌是 { $token }。
cluster-renews = { $object } 的租约延到 { $until }。
cluster-stands-in-line = { $worker } 排进队里。
cluster-lease-ends = { $holder } 的租约结束了。
cluster-gives-back = { $holder } 不再有租约。
cluster-written = { $object } 现在是 { $value }，用令牌 { $token } 写入。
cluster-written-stale = { $object } 现在是 { $value }：令牌 { $token } 的写入晚于令牌 { $seen }，把新持有者写的盖掉了，而且没有人发现。
cluster-refuses = { $worker } 拒绝令牌 { $token }：它已经见过 { $seen }。
cluster-sends = { $from } 把 { $text } 发给 { $to }。
cluster-sends-lost = { $from } 把 { $text } 发给 { $to }，却到不了：它们在分区的两边。
cluster-works-until = 它做事做到 { $until }。
cluster-two-holders = 现在 { $workers } 都以为自己握着 { $object }。
cluster-loses = { $worker } 失去了租约，什么也不写。
cluster-unknown = 到底做成了没有，{ $worker } 永远不会知道。
cluster-is-done = { $worker } 该做的都做完了。
cluster-over = 大家都做完了。
cluster-stuck = 再也不会发生什么了，可还有没做完的：{ $workers }。
cluster-why-paused = { $who } 停顿中
cluster-why-crashed = { $who } 已崩溃
cluster-why-line = { $who } 在排队：{ $holder } 的租约到 { $until } 为止
cluster-why-line-free = { $who } 在排队等 { $object }
cluster-why-answer = { $who } 在等 { $text } 的回复
cluster-why-works = { $who } 做事做到 { $until }
cluster-why-messages = { $who } 在等消息

## 示例：按主题排列的 Go 程序

topic-channels = channel
example-ping-pong = 乒乓球
watch-ping-pong = 看一个球来回传：大多数时候，两个 goroutine 里只有一个能动。
example-hand-off = 当面交接
watch-hand-off = 看发送者一直等到有人来取包裹：没有位置的 channel 什么也存不住。
example-queueing = 生产者与消费者
watch-queueing = 看谁在等：队列满时是生产者，队列空时是消费者。
example-backpressure = 背压
watch-backpressure = 看缓冲一满，快的生产者就只能跟着慢的消费者的步子走。
example-pipeline = 三段流水线
watch-pipeline = 看三个阶段同时做事，各做各的数。
example-fan-in = 用 select 汇集
watch-fan-in = 看 select 从准备好的那一个取：换一次运行，字母的顺序就不一样。
example-nil-channel = select 里的 nil channel
watch-nil-channel = 看一个用完的 channel 变成 nil：nil channel 的 case 永远不会准备好，select 就当它不存在。
example-worker-pool = 一组 worker
watch-worker-pool = 看几个 worker 分许多活：谁空着，谁就拿下一个。
example-semaphore = 把 channel 当信号量
watch-semaphore = 看一个带缓冲的 channel 怎样计数：发送就是占一个位置，位置占满了，下一个就等。
example-prime-sieve = 素数筛
watch-prime-sieve = 看一串过滤器每遇到一个素数就多一个；通过了全部过滤器的，就是下一个素数。

topic-locks = 锁
example-lock-contention = 等一把锁
watch-lock-contention = 看锁前面的队伍：一个人在做事，想要同一把锁的人都在等。
example-two-locks = 两把锁，顺序相反
watch-two-locks = 看两笔转账以相反的顺序拿同样的两把锁：各拿到一把之后，两边就永远等下去。
example-dining-philosophers = 哲学家就餐
watch-dining-philosophers = 看每个人都拿起左边的叉子之后会怎样：人人都在等右边那把，谁也吃不上。
example-ordered-philosophers = 守顺序的哲学家
watch-ordered-philosophers = 看最后一位哲学家反过来拿叉子：所有叉子都按同一个顺序拿，就围不成圈。
example-recursive-read-lock = 读锁拿了两次
watch-recursive-read-lock = 看一个读者又读一次：写者等在中间，不让新的读者进来，而它自己又在等这个读者。
example-channel-rwlock = 用 channel 做的读写锁
watch-channel-rwlock = 看两个 channel 做 sync.RWMutex 的事：一个存着读者的个数，另一个满着就是锁被占着。
example-bounded-queue = 用 sync.Cond 的有界队列
watch-bounded-queue = 看队列一满或一空，来的人就在条件变量上睡下，被叫醒后再看一遍。
example-once = 只做一次
watch-once = 看每个人都来要设置，只有第一个人去加载；其他人等到它加载好。
example-forgotten-unlock = 忘了放开的锁
watch-forgotten-unlock = 看一个函数提前返回，锁还攥在手里：下一个来加锁的人永远等下去。

topic-memory = 共享内存
example-counting = 丢失的更新
watch-counting = 看两个 goroutine 读到同一个数，又都写下一个数：丢了一次加法。
example-mutex-counter = 用互斥锁的计数器
watch-mutex-counter = 看没人能插进计数器的读和写之间：有了锁，两件事成了一步。
example-atomic-counter = 原子计数器
watch-atomic-counter = 看每次加法都在一步里完成，不用锁：一次都不丢，也没人等。
example-compare-and-swap = 比较并交换
watch-compare-and-swap = 看有人白算了一个新值：别人更快，交换就失败，于是再试一次。
example-check-then-act = 先检查，后动手
watch-check-then-act = 看两位顾客都在对方拿走之前看了一眼：只够一份，却服务了两个人。
example-map-writes = 同时写一个 map
watch-map-writes = 看两个 goroutine 写同一个 map：Go 一旦发现，整个程序就结束，什么也救不回来。
example-loop-variable = 循环变量
watch-loop-variable = 看每个 goroutine 记住自己那一轮的数：从 Go 1.22 起，循环每一轮都有一个新变量。

topic-waiting = 互相等待
example-ten-goroutines = 十个 goroutine
watch-ten-goroutines = 看 main 等着一群等 main 的 goroutine：其中一个拿着锁，只有 main 来接收，它才走得动。
example-ten-goroutines-repaired = 十个 goroutine，已修好
watch-ten-goroutines-repaired = 看 main 先接收、再等待，这样拿着锁的人总能继续走。
example-never-closed = 从不关闭的 channel
watch-never-closed = 看消费者收完了所有东西，又等着更多：channel 关了，range 才会结束。
example-missed-signal = 错过的信号
watch-missed-signal = 看一个信号在有人等它之前就来了：它不会被留住，之后来等的人永远等下去。
example-add-inside = 在 goroutine 里才 Add
watch-add-inside = 看 main 在还没人被计数时就通过了 Wait：Add 要写在 go 语句前面，不能写在里面。
example-first-error = 第一个错误
watch-first-error = 看哪个失败最先被记下：所有任务都会结束，报告的错误只有一个。
example-first-answer = 先答者胜
watch-first-answer = 看 main 拿到第一个答案就走：channel 里没有位置，其他服务器就永远等下去。
example-context-cancel = 用 context 取消
watch-context-cancel = 看一次 cancel 传到每个 worker 那里，不管它正等在哪儿。

topic-time = 时间
example-timeout-leak = 超时留下的 goroutine
watch-timeout-leak = 看时间用完：main 没拿到结果就往下走，拿着结果的 goroutine 找不到人给。
example-deadline = 截止时间
watch-deadline = 看一个截止时间穿过一整串调用：由一个 context 派生出来的，都跟着它结束。
example-ticker-quit = Ticker 与退出 channel
watch-ticker-quit = 看一个 goroutine 同时等两件事：下一拍，还有叫它停下的消息。
example-rate-limiter = 限速
watch-rate-limiter = 看请求一拍只过一个，不管有多少个在等。

topic-endings = 程序怎样结束
example-early-exit = main 不等别人
watch-early-exit = 看 main 在别人还没做完时就返回：程序随 main 结束，他们要说的话就没了。
example-panic-in-goroutine = goroutine 里的 panic
watch-panic-in-goroutine = 看一个 goroutine 里的 panic 结束了整个程序：main 里的 recover 只管 main 自己的 panic。
example-double-close = 关闭两次的 channel
watch-double-close = 看第二个 goroutine 关掉已经关掉的 channel：一个 channel 只能由一个 goroutine 关，而且只能关一次。
example-send-closed = 向已关闭的 channel 发送
watch-send-closed = 看接收者在发送者眼皮底下关掉 channel：关闭是发送者的事。
example-account = 测试里的 goroutine
watch-account = 看测试自己启动 goroutine：每个测试都得等它们全部做完，才能看结果。
cluster-counters-summary = 几个节点共用一个计数器：一个主人、分成几份、或者各有一份副本；有一次加了两遍，有一次丢了。
cluster-queues-summary = 队列到了另一个进程里，工作进程随时可能崩溃：只给一次、再给一次、放弃、以及确认得太早。
cluster-variant-owner = 一个主人，回复丢了也无妨
cluster-variant-sharded = 分成几份，读的时候求和
cluster-variant-replicated = 各有副本，最后一致
cluster-variant-retried = 重试一次，加了两遍
cluster-variant-two-messages = 分两条消息的加法，弄丢了另一次
cluster-variant-unwritten = 先回复、后写盘，结果丢了
cluster-variant-once = 先进先出，只给一次
cluster-variant-again = 超时之后再给一次
cluster-variant-dead = 放弃：死信
cluster-variant-early = 确认得太早，丢了
cluster-variant-forgetful = 忘了谁拿着什么的队列
cluster-param-adds = 每个客户端加几次
cluster-param-workers = 工作进程数
cluster-param-elements = 元素个数
cluster-param-timeout = 可见性超时（毫秒）
cluster-param-element-work = 处理一个元素要多久（毫秒）
cluster-moment-redelivered = 一个元素回到队里
cluster-moment-stale-receipt = 一张回执失效
cluster-moment-dead-letter = 一封死信
cluster-moment-breach = 一项保证被打破
cluster-is-owner = 计数器的主人
cluster-is-beside = 转交请求
cluster-is-part = 计数器的一份
cluster-is-copy = 计数器的副本
cluster-is-queue = 队列
cluster-counter-is = 计数器是 { $value }
cluster-passes-on = 把收到的请求转交给主人
cluster-adds-itself = 替 { $worker } 加 { $value }：已去问现在的值
cluster-part-is = 它这一份是 { $value }
cluster-part-known = 替 { $reader } 求和：{ $worker } 说是 { $value }
cluster-copy-is = 它的副本是 { $value }
cluster-slot = 来自 { $worker }：加了 { $up }，减了 { $down }
cluster-behind = 也许还不知道的：{ $workers }
cluster-ready = 可取的：{ $elements }
cluster-none-ready = 没有可取的元素
cluster-in-hand = { $worker } 拿着元素 { $element }，到 { $until } 为止，回执 { $receipt }
cluster-dead = 死信：{ $elements }
cluster-hand = 拿着元素 { $element }，回执 { $receipt }
cluster-hand-once = 拿着元素 { $element }
cluster-hand-done = 处理完了元素 { $element }
cluster-hand-stale = 拿着元素 { $element }，可回执 { $receipt } 已经失效
cluster-hand-gone = 拿着元素 { $element }，队列里已经没有它了
cluster-idles = 到 { $until } 之前没有事做
cluster-do-given = 一个元素的时限在 { $until } 到
cluster-do-tell = 在 { $until } 再告诉其他节点一次
cluster-do-idle = 在 { $until } 接着做
cluster-given-over = 到 { $now } 了：{ $worker } 给出一个元素的时限到了。
cluster-tells = 到 { $now } 了：{ $worker } 再告诉其他节点一次。
cluster-idle-over = 到 { $now } 了：{ $worker } 接着做。
cluster-counter-now = 计数器现在是 { $value }。
cluster-part-now = { $worker } 这一份现在是 { $value }。
cluster-copy-now = { $worker } 的副本现在是 { $value }。
cluster-add-lost = { $worker } 问过值以后别人加的被盖掉了，而且没有人发现。
cluster-gives = { $holder } 拿到元素 { $element }，到 { $until } 为止，回执是 { $receipt }。
cluster-back = 元素 { $element } 又可以取了，回执 { $receipt } 失效。
cluster-removed = 元素 { $element } 从队列里删去了。
cluster-dies = 元素 { $element } 给过的次数够多了：归入死信。
cluster-processes = { $worker } 处理完了元素 { $element }。
cluster-removes-nothing = 这张回执已经失效，什么也没有删去。
cluster-settled = { $worker } 得知其他节点知道得一样多：{ $value }。
cluster-idles-until = 它到 { $until } 之前没有事做。
cluster-why-idles = { $who } 到 { $until } 之前没有事做
cluster-promises = 保证了什么
cluster-kept = 到此为止守住了
cluster-kept-over = 守住了
cluster-open = 到最后才知道
cluster-unsettled = 查不出来：要试的顺序太多
cluster-broken = 被打破了
cluster-not-promised = 没有保证；到此为止倒是如此
cluster-not-promised-over = 没有保证；这一次倒是如此
cluster-not-so = 没有保证，也确实不是这样
cluster-promise-leases = 同时只有一份租约，令牌只增不减，只有持有者和时间能结束它
cluster-promise-writes = 新持有者写过以后，不收旧持有者的写入
cluster-promise-bounds = 每次读到的都含有此前确实加上的，也不多出没有开始的
cluster-promise-linearizable = 可线性化：就像操作一个接一个地做
cluster-promise-agreement = 最后所有副本一致，而且就是加上的总数
cluster-promise-elements = 队列自己什么也不丢，也不凭空多出；给出去以后，丢不丢就看拿走的人
cluster-promise-processed = 确认过而不在了的，都处理过
cluster-promise-holders = 一个元素同时只有一个人拿着，时限不到不会回来
cluster-promise-receipts = 失效的回执删不掉任何东西
cluster-rule-token = 这个令牌并不比以前发出的都大。
cluster-rule-held = 同时有两份租约有效。
cluster-rule-released = 租约是被别人结束的。
cluster-rule-ended = 租约没到时间就结束了。
cluster-rule-not-live = 那份租约并不有效。
cluster-rule-old-write = 旧持有者在新持有者之后写了进去。
cluster-rule-unheld = 写的人从来没有握过锁。
cluster-rule-bounds = 读到的不是加上的：不是多了就是少了。
cluster-rule-order = 没有哪种顺序能解释所有的回复。
cluster-rule-diverged = 两份副本不一致。
cluster-rule-sum = 副本一致了，却不是加上的总数。
cluster-rule-invented = 给出的元素没有人放进去过，或者给得太多了。
cluster-rule-lost = 一个元素没了，却没有人处理过它。
cluster-rule-given-twice = 别人还拿着的元素又给了出去。
cluster-rule-reused = 两个元素用了同一张回执。
cluster-rule-early = 一个元素没到时限就回来了。
cluster-rule-receipt = 一张不该有效的回执起了作用。
cluster-asks = { $worker } 请求：{ $text }
cluster-never-knows = { $worker } 不再等回复
cluster-told-granted = { $worker } 给 { $holder } 租约，令牌 { $token }
cluster-told-ended = 令牌 { $token } 的租约结束
cluster-told-renewed = 令牌 { $token } 的租约重新开始
cluster-told-written = { $worker } 接受 { $holder } 写的 { $value }
cluster-told-refused = { $worker } 拒绝 { $holder } 写的 { $value }
cluster-told-given = { $worker } 把元素 { $element } 给 { $holder }，回执 { $receipt }
cluster-told-removed = { $worker } 删去元素 { $element }
cluster-told-dead = { $worker } 把元素 { $element } 归入死信
cluster-told-back = { $worker } 又可以给出元素 { $element }
cluster-told-processed = { $worker } 处理完了元素 { $element }
cluster-told-settled = { $worker } 定在 { $value }
cluster-order = 到那之前，这个顺序可以解释一切：{ $operations }。
cluster-order-none = 在它之前没有做完的操作。
cluster-no-place = 放不进去的是：{ $operation }。
cluster-operation = { $worker }：{ $text }
cluster-operation-answered = { $worker }：{ $text } → { $answer }
cluster-more-than-once = 给过不止一次（这是允许的）：{ $elements }。
cluster-element-times = 元素 { $element }（{ $count } 次）
cluster-start-counters = { $count } 个客户端来用计数器，消息都在路上。客户端和节点之间，一条消息要走 1 毫秒。
cluster-start-queues = { $count } 个客户端来用队列，消息都在路上。一条消息要走 1 毫秒。
cluster-to-step = 到第 { $step } 步

topic-cluster = 分布式协调
example-lease-lost = 过期的租约
watch-lease-lost = 看持有者睡过了租约：锁给了别人，别人写下的又被它覆盖。
example-fencing-token = 隔离令牌
watch-fencing-token = 看租约已过期的持有者写不进账户：账户见过更新的令牌，什么也没丢。
example-job-queue = 节点上的队列与计数器
watch-job-queue = 看两个工作进程共用放在别的节点上的队列和计数器：每个任务只交给其中一个。
example-redelivery = 又回来的任务
watch-redelivery = 看一个任务被取走却没有确认，于是又回来：队列能保证的，是至少一次。
