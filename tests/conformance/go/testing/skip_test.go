// Skipped tests, and what may be said of them.
package main

import "testing"

func TestSkip(t *testing.T) {
	t.Skip("not today", 1)
	t.Error("not reached")
}

func TestSkipNow(t *testing.T) {
	t.Log("a reason")
	t.SkipNow()
}

func TestSkipped(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		defer func() {
			if !t.Skipped() {
				t.Error("not skipped")
			}
		}()
		t.Skipf("%s", "formatted")
	})
	t.Run("other", func(t *testing.T) {})
}

func TestErrorThenSkip(t *testing.T) {
	t.Error("failed before")
	t.Skip("and skipped")
}
