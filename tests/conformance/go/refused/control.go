// break, continue, labels, goto, fallthrough and defer where they may not stand.
package main

func main() {
	break
	continue
	goto nowhere
unused:
	for {
		continue missing
	}
	switch 1 {
	case 1:
		fallthrough
	}
	defer 5
	go func() {}
	goto end
	x := 1
	_ = x
end:
}
