// A benchmark must be a function of a *testing.B, even though only tests are run.
package main

import "testing"

func BenchmarkWrong(t *testing.T) {}
