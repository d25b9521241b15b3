// A TestMain that takes a *testing.T is a test like the others.
package main

import . "testing"

const text = `
func TestInText(t *T) {}
`

func TestMain(t *T) {
	t.Log("an ordinary test", len(text))
}

type suite struct{}

func (suite) TestMethod(t *T) { t.Fail() }

func Test(t *T) {
	t.Run("main", TestMain)
}

func
Test_laid_out(t *T) {
}
