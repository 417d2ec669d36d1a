"""Pseudo terminals that stand in for device files.

terminals.py bridge PORT        one terminal, joined to a printer at 127.0.0.1:PORT
terminals.py stall N [N ...]    a terminal each that takes so many bytes and then no more
Prints the path of each terminal on a line of its own, and ends when its own input does.
"""
import os, pty, select, socket, sys, tty

def terminal():
    master, slave = pty.openpty()
    tty.setraw(slave)
    print(os.ttyname(slave), flush=True)
    return master, slave

mode, numbers = sys.argv[1], [int(each) for each in sys.argv[2:]]
if mode == 'bridge':
    master, slave = terminal()
    printer = socket.create_connection(('127.0.0.1', numbers[0]))
    while True:
        ready, _, _ = select.select([master, printer, sys.stdin], [], [])
        if sys.stdin in ready: break
        if master in ready: printer.sendall(os.read(master, 4096))
        if printer in ready:
            said = printer.recv(4096)
            if not said: break
            os.write(master, said)
else:
    room = {terminal(): number for number in numbers}
    while True:
        open_ends = [ends[0] for ends, left in room.items() if left > 0]
        ready, _, _ = select.select([sys.stdin, *open_ends], [], [])
        if sys.stdin in ready: break
        for ends in room:
            if ends[0] in ready: room[ends] -= len(os.read(ends[0], room[ends]))
