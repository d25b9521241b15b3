// A function that panics counts as called.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	for i := range 3 {
		func() {
			defer func() { fmt.Println(i, recover()) }()
			once.Do(func() {
				fmt.Println("called")
				panic("no")
			})
		}()
	}
}
