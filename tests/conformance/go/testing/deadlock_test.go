// A test that waits for ever is a deadlock of the program.
package main

import (
	"sync"
	"testing"
)

func TestWaits(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Wait()
}
