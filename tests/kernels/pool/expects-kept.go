// What was put into a pool need not come back: Get may give nil although nobody else has taken it.

package main

import (
	"fmt"
	"sync"
)

func main() {
	var pool sync.Pool
	pool.Put(new(int))
	n := pool.Get().(*int) // finds: panic
	fmt.Println(*n)
}
