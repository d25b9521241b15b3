// Each has a source of its own.

package main

import (
	"fmt"
	"math/rand/v2"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			dice := rand.New(rand.NewPCG(1, uint64(i)))
			dice.Uint64()
		})
	}
	wg.Wait()
	fmt.Println("rolled")
}
