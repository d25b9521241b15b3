// Parallel subtests wait until their parent's function has returned, then run; the parent ends after them.
// nondeterministic
package main

import (
	"fmt"
	"sync/atomic"
	"testing"
)

func TestGroup(t *testing.T) {
	var ran atomic.Int32
	t.Cleanup(func() { fmt.Println(ran.Load(), "have run before the cleanup") })
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ran.Add(1)
		})
	}
	fmt.Println("the parent's function ends after", ran.Load())
}
