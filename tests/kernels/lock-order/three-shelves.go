// Three movers each carry a box from one shelf to the next, the last one round to the first: a cycle of three locks.

package main

import (
	"fmt"
	"sync"
)

type Shelf struct {
	mu    sync.Mutex
	boxes int
}

func move(from, to *Shelf) {
	from.mu.Lock()
	to.mu.Lock() // finds: deadlock
	from.boxes--
	to.boxes++
	to.mu.Unlock()
	from.mu.Unlock()
}

func main() {
	shelves := [3]Shelf{{boxes: 1}, {boxes: 1}, {boxes: 1}}
	var wg sync.WaitGroup
	for i := range shelves {
		wg.Go(func() { move(&shelves[i], &shelves[(i+1)%len(shelves)]) })
	}
	wg.Wait()
	fmt.Println(shelves[0].boxes, shelves[1].boxes, shelves[2].boxes)
}
