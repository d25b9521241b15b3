// The functions of sync/atomic on plain variables of every type.
package main

import (
	"fmt"
	"sync/atomic"
)

func main() {
	var i32 int32 = 5
	var i64 int64 = -5
	var u32 uint32
	var u64 uint64
	var up uintptr
	fmt.Println(atomic.AddInt32(&i32, 3), atomic.AddInt64(&i64, -10), atomic.AddUint32(&u32, 7), atomic.AddUint64(&u64, 9))
	fmt.Println(atomic.AddUintptr(&up, 2), up)
	fmt.Println(atomic.AddUint32(&u32, ^uint32(0)), atomic.AddUint64(&u64, ^uint64(3-1)))
	fmt.Println(atomic.LoadInt32(&i32), atomic.LoadInt64(&i64), atomic.LoadUint32(&u32), atomic.LoadUint64(&u64), atomic.LoadUintptr(&up))
	atomic.StoreInt32(&i32, 100)
	atomic.StoreUint64(&u64, 1<<63)
	fmt.Println(i32, u64)
	fmt.Println(atomic.SwapInt32(&i32, 7), i32, atomic.SwapUint64(&u64, 1), u64)
	fmt.Println(atomic.CompareAndSwapInt64(&i64, -15, 15), i64, atomic.CompareAndSwapInt64(&i64, -15, 16), i64)
	fmt.Println(atomic.CompareAndSwapUint32(&u32, 6, 60), u32)
	fmt.Println(atomic.AndInt32(&i32, 5), i32, atomic.OrInt32(&i32, 8), i32)
	fmt.Println(atomic.AndUint32(&u32, 0xf0), u32, atomic.OrUint64(&u64, 6), u64)
	list := []int32{1, 2, 3}
	atomic.AddInt32(&list[1], 40)
	fmt.Println(list)
}
