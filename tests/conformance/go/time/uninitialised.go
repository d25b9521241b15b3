// A Timer that no NewTimer made panics at Stop and Reset; a Ticker only at Reset.
package main

import (
	"fmt"
	"time"
)

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	var timer time.Timer
	try(func() { timer.Stop() })
	try(func() { timer.Reset(time.Second) })
	var ticker time.Ticker
	try(func() { ticker.Stop() })
	try(func() { ticker.Reset(time.Second) })
}
