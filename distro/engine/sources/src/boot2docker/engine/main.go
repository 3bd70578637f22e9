// Command engine is Docker in one program: the name it is called by chooses what it does. One copy of
// what all of them share is a third of the size of five programs.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/docker/buildx/cmd/buildx"
	"github.com/docker/cli/cmd/docker"
	compose "github.com/docker/compose/v2/cmd"
	"github.com/docker/docker/cmd/dockerd"
	"github.com/moby/sys/reexec"
)

func main() {
	// dockerd and BuildKit start this file again by names that they have registered, such as
	// libnetwork-setkey.
	if reexec.Init() {
		return
	}
	switch name := filepath.Base(os.Args[0]); name {
	case "dockerd":
		dockerd.Main()
	case "containerd":
		containerd()
	case "docker":
		docker.Main()
	case "docker-buildx":
		buildx.Main()
	case "docker-compose":
		compose.Main()
	default:
		fmt.Fprintf(os.Stderr, "%s: no such program: call it dockerd, containerd, docker,"+
			" docker-buildx or docker-compose\n", name)
		os.Exit(127)
	}
}
