// A Pool that is empty calls New, or gives nil where there is none.
package main

import (
	"fmt"
	"sync"
)

func main() {
	made := 0
	p := sync.Pool{New: func() any { made++; return made }}
	fmt.Println(p.Get(), p.Get(), made)
	var bare sync.Pool
	fmt.Println(bare.Get() == nil)
	type buffer struct{ text []byte }
	buffers := &sync.Pool{New: func() any { return new(buffer) }}
	b := buffers.Get().(*buffer)
	b.text = append(b.text, "used"...)
	buffers.Put(b)
	// Whether the same one comes back is not promised: both ways are right.
	again := buffers.Get().(*buffer)
	fmt.Println(again == b || len(again.text) == 0)
}
