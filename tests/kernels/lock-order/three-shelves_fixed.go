// A box is in nobody's lock on its way: no mover holds two shelves at once.

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
	from.boxes--
	from.mu.Unlock()
	to.mu.Lock()
	to.boxes++
	to.mu.Unlock()
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
