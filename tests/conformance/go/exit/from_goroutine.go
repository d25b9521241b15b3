// os.Exit from another goroutine ends the program while main waits.
package main

import (
	"fmt"
	"os"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		fmt.Println("the goroutine decides")
		os.Exit(7)
	}()
	wg.Wait()
	fmt.Println("not reached")
}
