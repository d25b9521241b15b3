// The log package writes to standard error: prefix, flags without time, line numbers, and loggers of one's own.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.Println("plain", 1, "two")
	log.Print("a", 1, 2, "b")
	log.Printf("%05.1f\n", 2.5)
	log.SetPrefix("[x] ")
	log.Print("with a prefix")
	log.SetFlags(log.Lshortfile)
	log.Print("with a place")
	log.SetFlags(log.Lmsgprefix | log.Lshortfile)
	log.Print("prefix before the message")
	fmt.Println(log.Prefix(), log.Flags() == log.Lmsgprefix|log.Lshortfile, log.LstdFlags)
	l := log.New(os.Stdout, "own: ", 0)
	l.Println("to standard output")
	var b bytes.Buffer
	l.SetOutput(&b)
	l.SetPrefix("")
	l.Print("into a buffer")
	l.Print("ends with a newline already\n")
	l.Print("")
	fmt.Printf("%q\n", b.String())
	log.SetOutput(os.Stdout)
	log.SetFlags(0)
	log.Default().Print("the default logger")
	func() {
		defer func() { fmt.Printf("%q\n", recover()) }()
		log.Panicf("panic %d", 5)
	}()
	log.Panicln("the", "end")
}
