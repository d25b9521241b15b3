// A source of one's own is not locked, as the global one is.

package main

import (
	"fmt"
	"math/rand/v2"
	"sync"
)

func main() {
	dice := rand.New(rand.NewPCG(1, 2))
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			dice.Uint64() // finds: race
		})
	}
	wg.Wait()
	fmt.Println("rolled")
}
