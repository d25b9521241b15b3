// A nil parent and keys that cannot be compared panic.
package main

import (
	"context"
	"fmt"
	"time"
)

func try(f func()) {
	defer func() { fmt.Printf("%T: %[1]v\n", recover()) }()
	f()
}

func main() {
	bg := context.Background()
	try(func() { context.WithCancel(nil) })
	try(func() { context.WithTimeout(nil, time.Second) })
	try(func() { context.WithValue(nil, 1, 2) })
	try(func() { context.WithoutCancel(nil) })
	try(func() { context.WithValue(bg, nil, 2) })
	try(func() { context.WithValue(bg, []int{1}, 2) })
	context.WithCancelCause(nil)
}
