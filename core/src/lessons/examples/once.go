// Watch everyone ask for the settings and only the first one load them; the others wait until they are there.

package main

import (
	"fmt"
	"sync"
)

const askers = 4 // 1..32

var (
	once     sync.Once
	settings map[string]string
)

func load() {
	fmt.Println("loading")
	settings = map[string]string{"colour": "green"}
}

func colour() string {
	once.Do(load)
	return settings["colour"]
}

func main() {
	var wg sync.WaitGroup
	for range askers {
		wg.Go(func() {
			if colour() != "green" {
				panic("not loaded")
			}
		})
	}
	wg.Wait()
	fmt.Println("it is", colour())
}
