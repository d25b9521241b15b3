// A test that is parallel pauses until those before and after it that are not have run.
package main

import (
	"fmt"
	"testing"
)

func TestFirst(t *testing.T) { fmt.Println("first") }

func TestParallel(t *testing.T) {
	fmt.Println("before Parallel")
	t.Parallel()
	fmt.Println("after Parallel")
}

func TestLast(t *testing.T) {
	t.Run("group", func(t *testing.T) {
		t.Run("only", func(t *testing.T) {
			t.Parallel()
			fmt.Println("the subtest runs")
		})
		fmt.Println("its parent has ended")
	})
	fmt.Println("last")
}
