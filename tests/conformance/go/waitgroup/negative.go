// More Dones than Adds panic; a recovered one leaves the counter negative.
package main

import (
	"fmt"
	"sync"
)

func try(f func()) {
	defer func() { fmt.Printf("%T %[1]v\n", recover()) }()
	f()
}

func main() {
	var wg sync.WaitGroup
	try(func() { wg.Add(-1) })
	var other sync.WaitGroup
	other.Add(2)
	try(func() { other.Add(-3) })
	var last sync.WaitGroup
	try(last.Done)
	var end sync.WaitGroup
	end.Done()
}
