// Watch a function leave early with the lock in its hands: whoever locks next waits for ever.

package main

import (
	"errors"
	"fmt"
	"sync"
)

const amount = 80 // 1..100

var (
	mu      sync.Mutex
	balance = 100
)

func withdraw() error {
	mu.Lock()
	if balance < amount {
		return errors.New("not enough") // defer mu.Unlock() would not forget this way out
	}
	balance -= amount
	mu.Unlock()
	return nil
}

func main() {
	for range 3 {
		fmt.Println("withdraw:", withdraw())
	}
}
