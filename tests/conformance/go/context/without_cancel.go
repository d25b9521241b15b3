// WithoutCancel keeps the values and forgets cancellation and deadline.
package main

import (
	"context"
	"fmt"
	"time"
)

type key int

func main() {
	parent, cancel := context.WithTimeout(context.WithValue(context.Background(), key(1), "kept"), time.Hour)
	free := context.WithoutCancel(parent)
	cancel()
	_, ok := free.Deadline()
	fmt.Println(parent.Err(), free.Err(), free.Done() == nil, ok, free.Value(key(1)), context.Cause(free))
	child, stop := context.WithCancel(free)
	fmt.Println(child.Err())
	stop()
	fmt.Println(child.Err(), child.Value(key(1)))
}
