// The pool makes one where it has none.

package main

import (
	"fmt"
	"sync"
)

func main() {
	pool := sync.Pool{New: func() any { return new(int) }}
	pool.Put(new(int))
	n := pool.Get().(*int)
	fmt.Println(*n)
}
