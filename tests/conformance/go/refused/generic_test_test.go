// A test cannot have type parameters.
package main

import "testing"

func TestGeneric[X any](t *testing.T) {}
