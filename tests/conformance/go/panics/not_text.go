// A panic text with control characters and bytes that are no UTF-8.
package main

func main() {
	panic("tab\there, bell\a, bytes \xff\xfe, 中文, quote\"")
}
