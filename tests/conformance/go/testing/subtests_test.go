// Subtests: names that are made unique, a parallel one that waits for its parent, failures that go up, cleanups in order.
package main

import "testing"

func TestTree(t *testing.T) {
	t.Cleanup(func() { t.Log("last") })
	t.Run("first", func(t *testing.T) {
		t.Run("inner one", func(t *testing.T) {})
		t.Log("after inner")
	})
	ok := t.Run("fails", func(t *testing.T) {
		t.Cleanup(func() { t.Log("cleaned") })
		t.Fatalf("stops %d", 1)
	})
	t.Run("fails", func(t *testing.T) { t.Skip("not now") })
	t.Log(ok, t.Name())
}

func TestParallelChildren(t *testing.T) {
	done := 0
	t.Run("group", func(t *testing.T) {
		t.Run("late", func(t *testing.T) {
			t.Parallel()
			if done != 1 {
				t.Error("it waits for its parent")
			}
		})
		done++
	})
	if done != 1 {
		t.Error("the group is over when its children are")
	}
}
