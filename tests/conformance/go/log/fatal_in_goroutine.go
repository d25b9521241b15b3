// log.Fatal in a goroutine ends the whole program.
package main

import (
	"log"
	"sync"
)

func main() {
	log.SetFlags(0)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer log.Print("not reached")
		log.Fatalln("fatal:", 1, nil)
	})
	wg.Wait()
	log.Print("not reached")
}
