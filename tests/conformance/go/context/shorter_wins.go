// Of nested timeouts the shorter one counts, whichever is outside.
package main

import (
	"context"
	"fmt"
	"time"
)

func main() {
	outer, cancelOuter := context.WithTimeout(context.Background(), 3*time.Millisecond)
	defer cancelOuter()
	inner, cancelInner := context.WithTimeout(outer, time.Hour)
	defer cancelInner()
	a, _ := outer.Deadline()
	b, _ := inner.Deadline()
	fmt.Println(a.Equal(b))
	<-inner.Done()
	fmt.Println(inner.Err())
	wide, cancelWide := context.WithTimeout(context.Background(), time.Hour)
	defer cancelWide()
	narrow, cancelNarrow := context.WithTimeout(wide, time.Millisecond)
	defer cancelNarrow()
	<-narrow.Done()
	fmt.Println(narrow.Err(), wide.Err())
}
