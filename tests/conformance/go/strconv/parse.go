// Numbers and booleans from text, and what the errors say.
package main

import (
	"errors"
	"fmt"
	"strconv"
)

func main() {
	for _, s := range []string{"42", "-7", "+5", "0", "007", "", " 1", "1 ", "abc", "1.5", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "0x1f", "1_000", "٣", "--1"} {
		n, err := strconv.Atoi(s)
		fmt.Println(n, err)
	}
	fmt.Println(strconv.ParseInt("ff", 16, 64))
	fmt.Println(strconv.ParseInt("0x1F", 0, 64))
	fmt.Println(strconv.ParseInt("0b101", 0, 8))
	fmt.Println(strconv.ParseInt("0o17", 0, 64))
	fmt.Println(strconv.ParseInt("1_000", 0, 64))
	fmt.Println(strconv.ParseInt("-128", 10, 8))
	fmt.Println(strconv.ParseInt("128", 10, 8))
	fmt.Println(strconv.ParseInt("zz", 36, 64))
	fmt.Println(strconv.ParseInt("12", 2, 64))
	fmt.Println(strconv.ParseInt("1", 1, 64))
	fmt.Println(strconv.ParseInt("1", 10, 99))
	fmt.Println(strconv.ParseUint("18446744073709551615", 10, 64))
	fmt.Println(strconv.ParseUint("-1", 10, 64))
	fmt.Println(strconv.ParseUint("256", 10, 8))
	for _, s := range []string{"3.25", "1e10", "-0", ".5", "5.", "inf", "-Infinity", "NaN", "1e400", "1e-400", "0x1p-2", "1e", "", "1.2.3", "1_0.5", "123456789012345678901234567890"} {
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, err)
	}
	fmt.Println(strconv.ParseFloat("3.4e38", 32))
	fmt.Println(strconv.ParseFloat("1e39", 32))
	fmt.Println(strconv.ParseFloat("0.1", 32))
	for _, s := range []string{"true", "T", "1", "0", "FALSE", "yes", "True", "tRUE", ""} {
		b, err := strconv.ParseBool(s)
		fmt.Println(b, err)
	}
	_, err := strconv.Atoi("x\n1")
	var numError *strconv.NumError
	fmt.Println(errors.As(err, &numError), numError.Func, strconv.Quote(numError.Num), numError.Err, errors.Is(err, strconv.ErrSyntax))
	_, err = strconv.ParseInt("300", 10, 8)
	fmt.Println(errors.Is(err, strconv.ErrRange), err == strconv.ErrRange)
}
