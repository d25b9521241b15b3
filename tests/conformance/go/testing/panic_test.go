// A panic in a test ends the whole run, after its cleanups and deferred calls.
package main

import (
	"fmt"
	"testing"
)

func broken(list []int) int { return list[2] }

func TestBefore(t *testing.T) {}

func TestPanics(t *testing.T) {
	t.Cleanup(func() { fmt.Println("cleanup") })
	defer fmt.Println("deferred")
	broken([]int{1})
}

func TestAfter(t *testing.T) { fmt.Println("not reached in the whole run") }
