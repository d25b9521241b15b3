// A ticker's interval must be positive: at NewTicker, at Reset; time.Tick then gives a nil channel.
package main

import (
	"fmt"
	"time"
)

func try(f func()) {
	defer func() { fmt.Printf("%T: %[1]v\n", recover()) }()
	f()
}

func main() {
	try(func() { time.NewTicker(0) })
	try(func() { time.NewTicker(-time.Second) })
	t := time.NewTicker(time.Hour)
	try(func() { t.Reset(0) })
	fmt.Println(time.Tick(0) == nil, time.Tick(-1) == nil)
	time.NewTicker(-5)
}
