// An import that is not used beside one that is missing, and a package used as a value.
package main

import (
	"fmt"
	"sync"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	mu.Lock()
	x := fmt
	fmt := 5
	fmt.Println("shadowed")
	os.Exit(1)
}
