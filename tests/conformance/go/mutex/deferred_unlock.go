// A deferred Unlock runs while a panic goes by, so the mutex is free after the recover.
package main

import (
	"fmt"
	"sync"
)

var mu sync.Mutex

func risky(n int) int {
	mu.Lock()
	defer mu.Unlock()
	return 10 / n
}

func safely(n int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("recovered:", r)
		}
	}()
	fmt.Println(risky(n))
}

func main() {
	safely(5)
	safely(0)
	safely(2)
	fmt.Println(mu.TryLock())
}
